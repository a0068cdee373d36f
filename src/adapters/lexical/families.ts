import type { Features } from "./features.ts";

/** The four things that the measurements speak to. */
export const FAMILIES = ["coherence", "consistency", "fluency", "relevance"] as const;
export type Family = (typeof FAMILIES)[number];

type Measured = {
  readonly feature: keyof Features;
  /** On 50 of SummEval's articles. */
  readonly mean: number;
  readonly sd: number;
  /** Means something only as far as the output quotes its source. */
  readonly isGated: boolean;
  readonly weights: Readonly<Record<Family, number>>;
};

function measured(
  feature: keyof Features,
  [mean, sd]: readonly [number, number],
  isGated: boolean,
  [coherence, consistency, fluency, relevance]: readonly [number, number, number, number],
): Measured {
  return { feature, mean, sd, isGated, weights: { coherence, consistency, fluency, relevance } };
}

/** What each measurement adds to a rating for one standard deviation; scripts/lexical-fit.ts chose the weights. */
export const MEASURED: readonly Measured[] = [
  measured("minwps", [15, 8.5], false, [0.2, 0.05, 0.05, 0.05]),
  measured("short", [0.01, 0.06], false, [-0.05, -0.2, -0.15, -0.1]),
  measured("dupbi", [0.037, 0.06], false, [-0.3, -0.05, 0, -0.15]),
  measured("imrep", [0.044, 0.22], false, [-0.1, -0.1, -0.1, -0.2]),
  measured("badend", [0.012, 0.11], false, [-0.05, -0.1, -0.15, 0]),
  measured("clash", [0.0037, 0.061], false, [-0.05, -0.2, -0.2, -0.1]),
  measured("cosmean", [0.75, 0.21], true, [0, 0.05, 0.1, 0]),
  measured("cosmin", [0.62, 0.26], true, [0.1, 0, 0.05, 0]),
  measured("lcsmin", [0.85, 0.22], true, [0, 0, 0.1, 0]),
  measured("pairmin", [0.9, 0.22], true, [0, 0.2, 0, 0]),
  measured("nsplice", [2.2, 3.7], true, [0, -0.25, -0.1, 0]),
  measured("inv", [0.51, 0.7], true, [-0.25, -0.1, -0.1, -0.1]),
  measured("unlicrep", [0.26, 1.4], false, [-0.1, -0.3, -0.5, -0.1]),
  measured("leadcov", [0.34, 0.12], false, [0, 0, 0, 0.1]),
  measured("tf2cov", [0.59, 0.15], false, [0.1, 0.15, 0.05, 0.3]),
];

/** The usual rating on a 1-5 scale, and what one unit of the weighted sum is worth on it. */
const LEVELS: Readonly<Record<Family, { readonly usual: number; readonly slope: number }>> = {
  coherence: { usual: 3.38, slope: 0.94 },
  consistency: { usual: 4.55, slope: 0.95 },
  fluency: { usual: 4.58, slope: 0.84 },
  relevance: { usual: 3.75, slope: 0.74 },
};

const clip = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * How far the measurements can be trusted, 0 to 1: (quoted - .3) / .3 within those bounds, where `quoted` is
 * the share of the output's bigrams that stand in the source. They were chosen on near-extractive summaries.
 */
export function trustIn(quoted: number): number {
  return clip((quoted - 0.3) / 0.3, 0, 1);
}

/** Each measurement in standard deviations from its mean, within 3 and, where gated, scaled by the trust. */
export function standardised(features: Features, trust: number): readonly number[] {
  return MEASURED.map(
    ({ feature, mean, sd, isGated }) => clip((features[feature] - mean) / sd, -3, 3) * (isGated ? trust : 1),
  );
}

/** The rating of one family between 1 and 5: usual + slope x weighted sum of the standardised measurements. */
export function rateFamily(family: Family, features: Features, trust: number): number {
  const { usual, slope } = LEVELS[family];
  const parts = standardised(features, trust);
  const sum = MEASURED.reduce((total, { weights }, index) => total + weights[family] * parts[index]!, 0);
  return clip(usual + slope * sum, 1, 5);
}

/** Whether a rating between 1 and 5 speaks for the output: at or above what is usual for its family. */
export function isFavourable(family: Family, rating: number): boolean {
  return rating >= LEVELS[family].usual;
}
