import { checkPaired } from "./check-finite.ts";
import { midRanksOf } from "./mid-ranks.ts";
import { weightedPearson } from "./pearson.ts";
import { ones, type WeightedStatistic } from "./weights.ts";

/**
 * Spearman's rank correlation: Pearson's of the mid-ranks, which is right with ties where the
 * short formula 1 - 6Σd²/(n³-n) is not. Null with fewer than two pairs or where a side is constant.
 *
 * @example spearman([1, 2, 3, 4], [1, 4, 9, 16]) // 1
 */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  return spearmanOf(x, y)(ones(x.length));
}

/** Spearman's correlation under weights: the sample is sorted once, ranked anew under each weights. */
export function spearmanOf(x: readonly number[], y: readonly number[]): WeightedStatistic {
  checkPaired("spearman", x, y);
  const [rankX, rankY] = [midRanksOf(x), midRanksOf(y)];
  return (weights) => weightedPearson(rankX(weights), rankY(weights), weights);
}
