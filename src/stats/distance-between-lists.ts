import type { PairDistances } from "./pair-distances.ts";
import type { Weights } from "./weights.ts";

/**
 * Absolute differences over the pairs of two values from different lists, under weights: a list of
 * weight 2 stands for two copies of one list, between which no pair is counted. Values are first
 * counted by list and value, so that each weighing is linear in lists times distinct values.
 *
 * @example distanceBetweenLists([[1, 3], [4]])([1, 1]) // { total: 4, pairs: 2 }
 */
export function distanceBetweenLists(
  lists: readonly ArrayLike<number>[],
): (weights: Weights) => PairDistances {
  const distinct = [...new Set(lists.flatMap((list) => Array.from(list)))].sort((a, b) => a - b);
  const code = new Map(distinct.map((value, index) => [value, index]));
  const counts = lists.map((list) => {
    const own = new Float64Array(distinct.length);
    for (const value of Array.from(list)) own[code.get(value)!]! += 1;
    return own;
  });
  const within = counts.map((own) => crossDistances(distinct, own));
  return (weights) => {
    const pooled = new Float64Array(distinct.length);
    let [total, pairs] = [0, 0];
    counts.forEach((own, list) => {
      const weight = weights[list]!;
      if (weight === 0) return;
      for (let value = 0; value < own.length; value++) pooled[value]! += weight * own[value]!;
      total -= weight * weight * within[list]!.total;
      pairs -= weight * weight * within[list]!.pairs;
    });
    const all = crossDistances(distinct, pooled);
    return { total: all.total + total, pairs: all.pairs + pairs };
  };
}

/** Half the sum over all ordered pairs, a value with itself among them, of their differences; and half their number. */
function crossDistances(values: readonly number[], counts: Float64Array): PairDistances {
  let [mass, sum, total] = [0, 0, 0];
  values.forEach((value, index) => {
    const count = counts[index]!;
    total += count * (value * mass - sum);
    mass += count;
    sum += count * value;
  });
  return { total, pairs: (mass * mass) / 2 };
}
