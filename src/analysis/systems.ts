import type { SystemComparison, SystemMean } from "../domain/comparison-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import { clusteredMeanInterval } from "../stats/clustered-mean-interval.ts";
import { holm } from "../stats/holm.ts";
import { meanInterval } from "../stats/mean-interval.ts";
import { oneSampleP } from "../stats/one-sample-p.ts";
import type { Context } from "./context.ts";
import { itemMeans } from "./item-means.ts";
import { notEstimable } from "./not-estimable.ts";
import type { Table } from "./table.ts";

type Scored = { readonly system: number; readonly group: number; readonly value: number };

/** Each system's mean over its items, with a t interval over source groups. */
export function systemMeans(table: Table, { level }: Context): readonly SystemMean[] {
  const scored = scoredItems(table);
  return table.systems.map((name, system) => {
    const own = scored.filter((item) => item.system === system);
    const { mean, low, high } = clusteredMeanInterval(
      own.map(({ value }) => value),
      own.map(({ group }) => group),
      level,
    );
    const { condition, dimension } = table;
    const method = "mean over items of the panel's mean, t interval clustered by group";
    return { condition, dimension, system: name, mean: estimate(mean, low, high, method, own.length, level) };
  });
}

/**
 * Every two systems of a condition and dimension: the mean difference within source groups that hold
 * both, by a paired t interval over groups, and its p after Holm's correction over the pairs.
 */
export function systemComparisons(table: Table, { level }: Context): readonly SystemComparison[] {
  const scored = scoredItems(table);
  const means = table.systems.map((_, system) => groupMeans(scored.filter((item) => item.system === system)));
  const pairs = table.systems.flatMap((_, a) => table.systems.flatMap((__, b) => (a < b ? [[a, b]] : [])));
  const compared = pairs.map(([a, b]) => {
    const differences = [...means[a!]!].flatMap(([group, mean]) => {
      const other = means[b!]!.get(group);
      return other === undefined ? [] : [mean - other];
    });
    return { a: table.systems[a!]!, b: table.systems[b!]!, differences, p: oneSampleP(differences) };
  });
  const tested = compared.flatMap(({ p }, index) => (p === null ? [] : [{ index, p }]));
  const adjusted = new Map(holm(tested.map(({ p }) => p)).map((p, at) => [tested[at]!.index, p]));
  const method = "mean difference within groups, paired t interval over groups";
  return compared.map(({ a, b, differences }, index) => {
    const { mean, low, high } = meanInterval(differences, level);
    const difference = estimate(mean, low, high, method, differences.length, level);
    const { condition, dimension } = table;
    return { a, b, condition, dimension, difference, holmP: adjusted.get(index) ?? null };
  });
}

function scoredItems(table: Table): readonly Scored[] {
  return itemMeans(table).flatMap((value, item) => {
    const system = table.systemOfItem[item]!;
    return value === null || system < 0 ? [] : [{ system, group: table.groupOfItem[item]!, value }];
  });
}

function groupMeans(items: readonly Scored[]): ReadonlyMap<number, number> {
  const groups = [...Map.groupBy(items, ({ group }) => group)];
  return new Map(
    groups.map(([group, own]) => [group, own.reduce((sum, { value }) => sum + value, 0) / own.length]),
  );
}

function estimate(
  value: number | null,
  low: number | null,
  high: number | null,
  method: string,
  n: number,
  level: number,
): Estimate {
  if (value === null) return notEstimable("no source group holds a rating of what is compared", n);
  if (low === null || high === null) return { value, method: `${method}; one group has no interval`, n };
  return { value, low, high, level, method, n };
}
