import { kendallOf } from "./kendall.ts";
import { pearsonOf } from "./pearson.ts";
import { spearmanOf } from "./spearman.ts";
import type { WeightedStatistic } from "./weights.ts";

export const CORRELATION_MEASURES = ["pearson", "spearman", "kendall"] as const;
export type CorrelationMeasure = (typeof CORRELATION_MEASURES)[number];

const PREPARE = { pearson: pearsonOf, spearman: spearmanOf, kendall: kendallOf };

/** A correlation by name, prepared for one pair of lists. */
export function correlationOf(
  measure: CorrelationMeasure,
  x: readonly number[],
  y: readonly number[],
): WeightedStatistic {
  return PREPARE[measure](x, y);
}

/**
 * Items scored by two sides, such as a panel and people. `group[i]` is the item's source, from 0 to
 * `groups - 1`: the cluster that is resampled. `system[i]` is the system that wrote it, from 0 to
 * `systems - 1`, or -1 where none is named.
 */
export type ScoredItems = {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly group: readonly number[];
  readonly groups: number;
  readonly system: readonly number[];
  readonly systems: number;
};

/** A correlation as a function of the groups' weights, and how many groups cannot take part. */
export type GroupedCorrelation = { readonly statistic: WeightedStatistic; readonly groupsLeftOut: number };
