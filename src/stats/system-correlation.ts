import {
  type CorrelationMeasure,
  correlationOf,
  type GroupedCorrelation,
  type ScoredItems,
} from "./correlation.ts";
import { ones } from "./weights.ts";

/**
 * System-level correlation: between the systems' mean scores. Groups in which no item names a system
 * are left out and counted. A function of the groups' weights; null with fewer than two systems.
 *
 * @example systemCorrelation(items, "pearson").statistic(ones(items.groups))
 */
export function systemCorrelation(items: ScoredItems, measure: CorrelationMeasure): GroupedCorrelation {
  const statistic = (weights: ArrayLike<number>): number | null => {
    const sums = Array.from({ length: items.systems }, () => ({ x: 0, y: 0, n: 0 }));
    items.system.forEach((system, item) => {
      const sum = sums[system];
      const weight = weights[items.group[item]!]!;
      if (sum === undefined) return;
      sum.x += weight * items.x[item]!;
      sum.y += weight * items.y[item]!;
      sum.n += weight;
    });
    const present = sums.filter((sum) => sum.n > 0);
    return correlationOf(
      measure,
      present.map((sum) => sum.x / sum.n),
      present.map((sum) => sum.y / sum.n),
    )(ones(present.length));
  };
  const withSystem = new Set(items.group.filter((_, item) => items.system[item]! >= 0));
  return { statistic, groupsLeftOut: items.groups - withSystem.size };
}
