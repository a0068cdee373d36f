import type { Estimate } from "../domain/estimate.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import { designOf } from "./design.ts";
import { itemMeans } from "./item-means.ts";
import { lambdaOf } from "./lambda.ts";
import { metricsOf } from "./metrics.ts";
import { notEstimable } from "./not-estimable.ts";
import { refusal } from "./refusal.ts";
import type { Table } from "./table.ts";

/** The two numbers that a reader takes away: the panel's mean over items, and λ. */
export type Headline = { readonly mean: Estimate; readonly lambda: Estimate };

export function headline(table: Table, context: Context): Headline {
  const rated = itemMeans(table).flatMap((value, item) => (value === null ? [] : [{ value, item }]));
  const mean = clusteredEstimate({
    clusters: table.groups.length,
    statistic: clusteredMean(
      rated.map(({ value }) => value),
      rated.map(({ item }) => table.groupOfItem[item]!),
      table.groups.length,
    ),
    method: "mean over items of the panel's mean",
    reason: "no rater is left",
    n: rated.length,
    draws: drawsOf(context, table, "headline", context.bootstraps),
    level: context.level,
  });
  const design = designOf(table);
  const reason = refusal(table, design);
  const lambda =
    reason === null
      ? lambdaOf(table, design, metricsOf(table).main, context)
      : notEstimable(reason, table.value.length);
  return { mean, lambda };
}
