import { checkPaired } from "./check-finite.ts";
import type { WeightedStatistic } from "./weights.ts";

/**
 * The mean of values that fall into clusters, as a function of the clusters' weights: every value of a
 * cluster counts as often as the cluster. `cluster[i]` runs from 0 to `clusters - 1`. Null without values.
 *
 * @example clusteredMean([1, 2, 6], [0, 0, 1], 2)([1, 3]) // 4.2
 */
export function clusteredMean(
  values: readonly number[],
  cluster: readonly number[],
  clusters: number,
): WeightedStatistic {
  checkPaired("clusteredMean", values, cluster);
  const sum = new Float64Array(clusters);
  const count = new Float64Array(clusters);
  values.forEach((value, index) => {
    sum[cluster[index]!]! += value;
    count[cluster[index]!]! += 1;
  });
  return (weights) => {
    let [total, mass] = [0, 0];
    for (let each = 0; each < clusters; each++) {
      total += weights[each]! * sum[each]!;
      mass += weights[each]! * count[each]!;
    }
    return mass === 0 ? null : total / mass;
  };
}
