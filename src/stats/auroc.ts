import { checkPaired } from "./check-finite.ts";
import { midRanksOf } from "./mid-ranks.ts";
import { ones, type WeightedStatistic, type Weights } from "./weights.ts";

/**
 * Area under the ROC curve: P(a correct case has the higher confidence) + ½ P(both have the same), from
 * mid-ranks, so that the few values of stated confidence do not bias it. Null unless both outcomes
 * occur. `correct` holds 0 and 1.
 *
 * @example auroc([0.9, 0.6, 0.6], [1, 1, 0]) // 0.75
 */
export function auroc(confidence: readonly number[], correct: readonly number[]): number | null {
  return aurocOf(confidence, correct)(ones(confidence.length));
}

/** The same area under weights. */
export function aurocOf(confidence: readonly number[], correct: readonly number[]): WeightedStatistic {
  checkPaired("auroc", confidence, correct);
  const ranksOf = midRanksOf(confidence);
  return (weights: Weights) => {
    const ranks = ranksOf(weights);
    let [hits, misses, rankSum] = [0, 0, 0];
    for (let index = 0; index < correct.length; index++) {
      const weight = weights[index]!;
      if (correct[index] === 1) {
        hits += weight;
        rankSum += weight * ranks[index]!;
      } else misses += weight;
    }
    return hits === 0 || misses === 0 ? null : (rankSum - (hits * (hits + 1)) / 2) / (hits * misses);
  };
}
