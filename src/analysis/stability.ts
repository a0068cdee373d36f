import type { Estimate } from "../domain/estimate.ts";
import type { ConditionResult } from "../domain/result.ts";
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

type Stability = NonNullable<ConditionResult["stability"]>;
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
  const alphas = (["run", "panel"] as const).flatMap((of) =>
    levels.map((level): Alpha => ({ of, level, estimate: alphaEstimate(table, design, context, of, level) })),
  );
  const main = table.level === "probability" ? "interval" : table.level;
  const headline = (of: "run" | "panel"): Estimate =>
    alphas.find((alpha) => alpha.of === of && alpha.level === main)?.estimate ??
    alphaEstimate(table, design, context, of, main);
  const rankStability = rankStabilityOf(table, context);
  return {
    alphaRun: headline("run"),
    alphaPanel: headline("panel"),
    alphas,
    icc: iccOf(table, design, context),
    ...(rankStability === null ? {} : { rankStability }),
  };
}

function alphaEstimate(
  table: Table,
  design: Design,
  context: Context,
  of: "run" | "panel",
  level: Metric,
): Estimate {
  const rows = of === "run" ? Int32Array.from(table.value.keys()) : firstDraws(design.cell);
  const pick = (grouping: Grouping): Grouping => ofMembers(grouping, rows);
  const values = Float64Array.from(rows, (row) => table.value[row]!);
  const units = pick(of === "run" ? design.cell : design.block);
  const parts = alphaParts(values, units, pick(design.unit), level);
  return clusteredEstimate({
    clusters: design.unit.size,
    statistic: (weights) => alphaOf(parts, weights),
    method: `Krippendorff's alpha, ${level}, ${ABOUT[of]}`,
    reason: NONE[of],
    n: parts.count.reduce((sum, count) => sum + count, 0),
    draws: drawsOf(context, table, `alpha ${of} ${level}`, context.bootstraps),
    level: context.level,
  });
}
