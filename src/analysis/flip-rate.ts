import type { Estimate } from "../domain/estimate.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { answerGrid, answerOf } from "./answer-grid.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import { itemMeans } from "./item-means.ts";
import { notEstimable } from "./not-estimable.ts";
import type { Table } from "./table.ts";

/**
 * The share of items whose verdict, the panel's mean read to the scale's step, changes when only some of
 * its ratings are kept; an item that is left without a rating has lost its verdict and counts as changed.
 */
export function flipRate(table: Table, kept: Table, context: Context): Estimate {
  const grid = answerGrid([table]);
  const others = itemMeans(kept);
  const items = itemMeans(table).flatMap((value, item) => {
    if (value === null) return [];
    const other = others[item] ?? null;
    const isFlipped = other === null || answerOf(grid, other) !== answerOf(grid, value);
    return [{ group: table.groupOfItem[item]!, flipped: Number(isFlipped) }];
  });
  if (kept.value.length === 0)
    return notEstimable("no rater is left whose answers should be averaged", items.length);
  return clusteredEstimate({
    clusters: table.groups.length,
    statistic: clusteredMean(
      items.map(({ flipped }) => flipped),
      items.map(({ group }) => group),
      table.groups.length,
    ),
    method: "share of items whose verdict changes",
    reason: "no item has a verdict",
    n: items.length,
    draws: drawsOf(context, table, "flip rate", context.bootstraps),
    level: context.level,
  });
}
