import {
  type CorrelationMeasure,
  correlationOf,
  type GroupedCorrelation,
  type ScoredItems,
} from "./correlation.ts";
import { ones } from "./weights.ts";

/**
 * Summary-level correlation (Fabbri et al., SummEval, TACL 2021): within each group over its systems'
 * items, then the mean over groups. A group of one item, or with a constant side, is left out and
 * counted. A function of the groups' weights.
 *
 * @example summaryCorrelation(items, "kendall") // { statistic, groupsLeftOut: 2 }
 */
export function summaryCorrelation(items: ScoredItems, measure: CorrelationMeasure): GroupedCorrelation {
  const members = Array.from({ length: items.groups }, (): number[] => []);
  items.group.forEach((group, item) => void members[group]!.push(item));
  const within = members.map((indices) =>
    correlationOf(
      measure,
      indices.map((item) => items.x[item]!),
      indices.map((item) => items.y[item]!),
    )(ones(indices.length)),
  );
  const statistic = (weights: ArrayLike<number>): number | null => {
    let [sum, total] = [0, 0];
    within.forEach((value, group) => {
      if (value === null) return;
      sum += weights[group]! * value;
      total += weights[group]!;
    });
    return total === 0 ? null : sum / total;
  };
  return { statistic, groupsLeftOut: within.filter((value) => value === null).length };
}
