import type { Features } from "./features.ts";

/** The four things that the measurements speak to. */
export const FAMILIES = ["coherence", "consistency", "fluency", "relevance"] as const;
export type Family = (typeof FAMILIES)[number];

/** Mean and standard deviation of each measurement on half of SummEval's articles. */
const NORMS: Readonly<Record<keyof Features, readonly [mean: number, sd: number]>> = {
  cosmean: [0.75, 0.21],
  cosmin: [0.62, 0.26],
  lcsmin: [0.85, 0.22],
  pairmin: [0.89, 0.21],
  nsplice: [2.2, 3.4],
  inv: [0.5, 0.7],
  minwps: [16, 9.5],
  short: [0.05, 0.24],
  dupbi: [0.036, 0.063],
  imrep: [0.055, 0.24],
  unlicrep: [0.34, 2.1],
  badend: [0.022, 0.15],
  clash: [0.0025, 0.05],
  leadcov: [0.34, 0.11],
  tf2cov: [0.58, 0.15],
};

type Weights = Partial<Readonly<Record<keyof Features, number>>>;
type Formula = { readonly base: number; readonly slope: number; readonly weights: Weights };

/** Rating on a 1-5 scale = base + slope x sum of weight x z, chosen on half of SummEval's articles. */
const FORMULAS: Readonly<Record<Family, Formula>> = {
  coherence: { base: 3.39, slope: 0.35, weights: { dupbi: -1, inv: -0.5, cosmin: 0.5, minwps: 0.5 } },
  consistency: { base: 4.58, slope: 0.4, weights: { pairmin: 1, nsplice: -0.5, short: -0.5 } },
  fluency: {
    base: 4.58,
    slope: 0.24,
    weights: { cosmean: 1, lcsmin: 0.5, unlicrep: -1, badend: -1, clash: -0.5 },
  },
  relevance: { base: 3.74, slope: 0.2, weights: { leadcov: 1, tf2cov: 1, imrep: -1, short: -0.5 } },
};

/** Measurements that mean something only as far as the output quotes its source. */
const GATED: ReadonlySet<string> = new Set(["cosmin", "cosmean", "lcsmin", "pairmin", "nsplice", "inv"]);

const clip = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * How far the measurements can be trusted, 0 to 1: (quoted - .3) / .3 within those bounds, where `quoted` is
 * the share of the output's bigrams that stand in the source. They were chosen on near-extractive summaries.
 */
export function trustIn(quoted: number): number {
  return clip((quoted - 0.3) / 0.3, 0, 1);
}

/** The rating of one family between 1 and 5. z-scores are clipped at 3, and scaled by `trust` where gated. */
export function rateFamily(family: Family, features: Features, trust: number): number {
  const { base, slope, weights } = FORMULAS[family];
  let sum = 0;
  for (const [name, weight] of Object.entries(weights) as [keyof Features, number][]) {
    const [mean, sd] = NORMS[name];
    const z = clip((features[name] - mean) / sd, -3, 3);
    sum += weight * z * (GATED.has(name) ? trust : 1);
  }
  return clip(base + slope * sum, 1, 5);
}

/** Whether a rating between 1 and 5 speaks for the output: at or above what is usual for its family. */
export function isFavourable(family: Family, rating: number): boolean {
  return rating >= FORMULAS[family].base;
}
