import type { Estimate } from "../domain/estimate.ts";
import type { Stability } from "../domain/reliability-result.ts";
import type { Grouping } from "../stats/grouped-sums.ts";
import { alphaOf, alphaParts } from "../stats/krippendorff-alpha.ts";
import type { Metric } from "../stats/metric-points.ts";
import { ofMembers } from "../stats/pair-terms.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import type { Design } from "./design.ts";
import { firstDraws } from "./first-draws.ts";
import { iccOf } from "./icc.ts";
import { rankStabilityOf } from "./rank-stability.ts";
import type { Table } from "./table.ts";

type Alpha = { readonly of: "run" | "panel"; readonly level: Metric; readonly estimate: Estimate };

const LEVELS = ["nominal", "ordinal", "interval"] as const;
const MAX_CATEGORIES = 21;

const ABOUT = {
  run: "over runs, units are raters on items",
  panel: "over raters, units are items, one draw of each rater",
} as const;
const NONE = {
  run: "no unit with two ratings, or all of them equal: stability over runs is not estimable",
  panel: "no item with two raters, or all ratings equal: agreement is not estimable",
} as const;

/**
 * Krippendorff's α over runs (units: a rater on an item) and over raters (units: items, one draw of
 * each rater), at every level of measurement, with intervals from whole items resampled; the panel's
 * intraclass correlations; and whether replicates rank the systems alike.
 */
export function stabilityOf(table: Table, design: Design, context: Context): Stability {
  const hasCategories = new Set(table.value).size <= MAX_CATEGORIES;
  const levels = LEVELS.filter((level) => level !== "nominal" || hasCategories);
  const rated = { run: overRuns(table, design), panel: overRaters(table, design) };
  const estimateOf = (of: "run" | "panel", level: Metric): Estimate =>
    alphaEstimate(table, rated[of], of, level, context);
  const alphas = (["run", "panel"] as const).flatMap((of) =>
    levels.map((level): Alpha => ({ of, level, estimate: estimateOf(of, level) })),
  );
  const main = table.level === "probability" ? "interval" : table.level;
  const headline = (of: "run" | "panel"): Estimate =>
    alphas.find((alpha) => alpha.of === of && alpha.level === main)?.estimate ?? estimateOf(of, main);
  const rankStability = rankStabilityOf(table, context);
  return {
    alphaRun: headline("run"),
    alphaPanel: headline("panel"),
    alphas,
    icc: iccOf(table, design, context),
    ...(rankStability === null ? {} : { rankStability }),
  };
}

type RatedUnits = {
  readonly values: Float64Array;
  readonly units: Grouping;
  /** The things judged, which are resampled whole. */
  readonly clusters: Grouping;
};

function overRuns({ value }: Table, { cell, unit }: Design): RatedUnits {
  return { values: value, units: cell, clusters: unit };
}

function overRaters({ value }: Table, { block, cell, unit }: Design): RatedUnits {
  const rows = firstDraws(cell);
  return {
    values: Float64Array.from(rows, (row) => value[row]!),
    units: ofMembers(block, rows),
    clusters: ofMembers(unit, rows),
  };
}

function alphaEstimate(
  table: Table,
  { values, units, clusters }: RatedUnits,
  of: "run" | "panel",
  level: Metric,
  context: Context,
): Estimate {
  const parts = alphaParts(values, units, clusters, level);
  return clusteredEstimate({
    clusters: clusters.size,
    statistic: (weights) => alphaOf(parts, weights),
    method: `Krippendorff's alpha, ${level}, ${ABOUT[of]}`,
    reason: NONE[of],
    n: parts.count.reduce((sum, count) => sum + count, 0),
    draws: drawsOf(context, table, `alpha ${of} ${level}`, context.bootstraps),
    level: context.level,
  });
}
