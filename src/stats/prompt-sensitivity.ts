import { type PairDistances, pairDistances, pairDistancesBetween } from "./pair-distances.ts";

/** One instance's ratings on 0 to 1: a list for each wording, a rating for each run. */
export type Wordings = readonly ArrayLike<number>[];

export type PromptSensitivity = {
  /** Mean absolute difference between runs in different wordings; ProSA's S(x) where each has one run. */
  readonly between: number;
  /** The same between runs in one wording: what re-asking alone does. Null with one run a wording. */
  readonly run: number | null;
};

/**
 * Prompt sensitivity of one instance (Zhuo et al., ProSA, Findings of EMNLP 2024): the mean over pairs of
 * wordings of |Y(p) - Y(q)|. Its mean over instances is PSS, from 0 to 1. For 0/1 outcomes it is twice the
 * unbiased variance; run noise raises it, so PSS less the run's own difference is what wording adds.
 * Null with fewer than two wordings.
 *
 * @example promptSensitivity([[1], [0], [1]]) // { between: 0.6666666666666666, run: null }
 */
export function promptSensitivity(wordings: Wordings): PromptSensitivity | null {
  const between = pairDistancesBetween(wordings);
  if (between.pairs === 0) return null;
  const within = wordings
    .map(pairDistances)
    .reduce((sum, own) => ({ total: sum.total + own.total, pairs: sum.pairs + own.pairs }), {
      total: 0,
      pairs: 0,
    });
  return { between: meanOf(between), run: within.pairs === 0 ? null : meanOf(within) };
}

function meanOf({ total, pairs }: PairDistances): number {
  return Math.max(0, total / pairs);
}
