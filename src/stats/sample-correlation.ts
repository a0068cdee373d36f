import {
  type CorrelationMeasure,
  correlationOf,
  type GroupedCorrelation,
  type ScoredItems,
} from "./correlation.ts";

/**
 * Sample-level correlation: over all items pooled. A function of the groups' weights; no group is left out.
 *
 * @example sampleCorrelation(items, "spearman").statistic(ones(items.groups))
 */
export function sampleCorrelation(items: ScoredItems, measure: CorrelationMeasure): GroupedCorrelation {
  const correlation = correlationOf(measure, items.x, items.y);
  const itemWeights = new Float64Array(items.x.length);
  const statistic = (weights: ArrayLike<number>): number | null => {
    for (let item = 0; item < itemWeights.length; item++) itemWeights[item] = weights[items.group[item]!]!;
    return correlation(itemWeights);
  };
  return { statistic, groupsLeftOut: 0 };
}
