import type { Estimate } from "../domain/estimate.ts";
import type { Agreement } from "../domain/people-result.ts";
import { CORRELATION_MEASURES, type CorrelationMeasure } from "../stats/correlation.ts";
import type { WeightedStatistic } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import {
  annotatorCorrelation,
  type CorrelationLevel,
  levelsOf,
  panelCorrelation,
  sharedGroups,
} from "./correlate-levels.ts";
import type { JoinedTable } from "./panel-and-people.ts";

const ABOUT: Readonly<Record<CorrelationLevel, string>> = {
  sample: "over all items",
  summary: "within source groups, mean over groups",
  system: "between the systems' means",
};
const FLAT = "one of the two sides does not vary";
const NO_CEILING =
  "fewer than two annotators are known by name on shared items: nobody can be set against the others";
const ABOVE_CEILING = "above what annotators reach with one another: look at it before believing it";

/**
 * Each panel's correlation with the people who rated the same items: the panel's value (mean over
 * raters) against the mean of the annotators, at three levels, with intervals over whole source groups,
 * and the annotators' own leave-one-out correlation as the ceiling. The pooled table reports the mean
 * over dimensions. A panel above its ceiling is flagged. Labels without an order have no correlation.
 */
export function agreement(joined: readonly JoinedTable[], context: Context): Agreement[] {
  const ceilings = new Map<string, Estimate>();
  const ordered = joined.filter(({ panel }) => panel.level !== "nominal");
  return ordered.flatMap((table) =>
    levelsOf(table.dimensions).flatMap((level) =>
      CORRELATION_MEASURES.map((measure) => {
        const key = JSON.stringify([level, measure, itemsKey(table)]);
        const ceiling = ceilings.get(key) ?? ceilingEstimate(table, level, measure, context);
        ceilings.set(key, ceiling);
        return panelAgreement(table, level, measure, ceiling, context);
      }),
    ),
  );
}

function panelAgreement(
  table: JoinedTable,
  level: CorrelationLevel,
  measure: CorrelationMeasure,
  ceiling: Estimate,
  context: Context,
): Agreement {
  const groups = sharedGroups(table.dimensions);
  const { statistic, groupsLeftOut } = panelCorrelation(table.dimensions, groups, level, measure);
  const sides = "panel's mean against annotators' mean";
  const estimate = estimateOf(table, statistic, `${about(table, level, measure)}; ${sides}`, context);
  const isAbove = estimate.value !== null && ceiling.value !== null && estimate.value > ceiling.value;
  const { condition, dimension } = table.panel;
  return {
    condition,
    dimension,
    level,
    measure,
    estimate,
    groupsLeftOut,
    ceiling,
    ...(isAbove ? { flag: ABOVE_CEILING } : {}),
  };
}

function ceilingEstimate(
  table: JoinedTable,
  level: CorrelationLevel,
  measure: CorrelationMeasure,
  context: Context,
): Estimate {
  const statistic = annotatorCorrelation(table.dimensions, sharedGroups(table.dimensions), level, measure);
  if (statistic === null) return { value: null, reason: NO_CEILING, n: 0 };
  const sides = "each annotator against the mean of the others, mean over annotators";
  return estimateOf(table, statistic, `${about(table, level, measure)}; ${sides}`, context);
}

function estimateOf(
  { panel, dimensions }: JoinedTable,
  statistic: WeightedStatistic,
  method: string,
  context: Context,
): Estimate {
  return clusteredEstimate({
    clusters: sharedGroups(dimensions).length,
    statistic,
    method,
    reason: FLAT,
    n: dimensions.reduce((sum, { items }) => sum + items.length, 0),
    draws: drawsOf(context, panel, "agreement", context.bootstraps),
    level: context.level,
  });
}

function about(table: JoinedTable, level: CorrelationLevel, measure: CorrelationMeasure): string {
  return `${measure} ${ABOUT[level]}${table.dimensions.length > 1 ? ", mean over dimensions" : ""}`;
}

/** The ceiling is a matter of the people and the items alone, so panels on the same items share it. */
function itemsKey({ dimensions }: JoinedTable): string {
  return JSON.stringify(
    dimensions.map(({ dimension, items }) => [dimension, items.map(({ humanItem }) => humanItem)]),
  );
}
