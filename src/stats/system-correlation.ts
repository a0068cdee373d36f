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
    const mass = new Float64Array(items.systems);
    const sumX = new Float64Array(items.systems);
    const sumY = new Float64Array(items.systems);
    for (let item = 0; item < items.system.length; item++) {
      const system = items.system[item]!;
      if (system < 0) continue;
      const weight = weights[items.group[item]!]!;
      mass[system]! += weight;
      sumX[system]! += weight * items.x[item]!;
      sumY[system]! += weight * items.y[item]!;
    }
    const present = [...mass.keys()].filter((system) => mass[system]! > 0);
    return correlationOf(
      measure,
      present.map((system) => sumX[system]! / mass[system]!),
      present.map((system) => sumY[system]! / mass[system]!),
    )(ones(present.length));
  };
  const withSystem = new Set(items.group.filter((_, item) => items.system[item]! >= 0));
  return { statistic, groupsLeftOut: items.groups - withSystem.size };
}
