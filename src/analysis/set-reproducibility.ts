import type { SetReproducibility } from "../domain/result.ts";
import { pearsonOf } from "../stats/pearson.ts";
import type { WeightedStatistic, Weights } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import { itemMeans } from "./item-means.ts";
import { keepRatings } from "./keep-ratings.ts";
import type { Table } from "./table.ts";

/** How alike two persona sets of an arm rate, over every pair of its sets; functions of the source groups' weights. */
type SetAgreement = {
  readonly correlation: WeightedStatistic;
  readonly meanAbsoluteDifference: WeightedStatistic;
  readonly items: number;
};

/**
 * Does a persona set made again (from another seed or other documents) reach the same verdicts? For
 * arms of several sets: Pearson's correlation and the mean absolute difference of two sets' item means,
 * averaged over pairs of sets, with source groups resampled.
 */
export function setReproducibility(table: Table, context: Context): readonly SetReproducibility[] {
  if (table.sets.length < 2) return [];
  const { correlation, meanAbsoluteDifference, items } = setAgreement(table);
  const estimate = (statistic: WeightedStatistic, method: string, reason: string) =>
    clusteredEstimate({
      clusters: table.groups.length,
      statistic,
      method: `${method} of two sets' item means, mean over pairs of sets`,
      reason,
      n: items,
      draws: drawsOf(context, table, "sets", context.bootstraps),
      level: context.level,
    });
  const { condition, dimension } = table;
  return [
    {
      condition,
      dimension,
      sets: table.sets.length,
      correlation: estimate(correlation, "Pearson correlation", "no two sets rated items that vary"),
      meanAbsoluteDifference: estimate(
        meanAbsoluteDifference,
        "mean absolute difference",
        "no two sets rated a common item",
      ),
    },
  ];
}

function setAgreement(table: Table): SetAgreement {
  const means = table.sets.map((_, set) =>
    itemMeans(keepRatings(table, ({ rater }) => table.setOfRater[rater] === set)),
  );
  const pairs = means.flatMap((one, index) => means.slice(index + 1).map((other) => sharedMeans(one, other)));
  const itemWeights = (items: readonly number[], weights: Weights): Float64Array =>
    Float64Array.from(items, (item) => weights[table.groupOfItem[item]!]!);
  const average = (ofPair: (pair: SharedMeans) => WeightedStatistic): WeightedStatistic => {
    const statistics = pairs.map((pair) => ({ items: pair.items, statistic: ofPair(pair) }));
    return (weights) => {
      const values = statistics.flatMap(
        ({ items, statistic }) => statistic(itemWeights(items, weights)) ?? [],
      );
      return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
    };
  };
  return {
    correlation: average(({ one, other }) => pearsonOf(one, other)),
    meanAbsoluteDifference: average(({ one, other }) => (weights) => {
      let [sum, mass] = [0, 0];
      for (let at = 0; at < one.length; at++) {
        sum += weights[at]! * Math.abs(one[at]! - other[at]!);
        mass += weights[at]!;
      }
      return mass > 0 ? sum / mass : null;
    }),
    items: new Set(pairs.flatMap((pair) => pair.items)).size,
  };
}

type SharedMeans = {
  readonly items: readonly number[];
  readonly one: readonly number[];
  readonly other: readonly number[];
};

function sharedMeans(one: readonly (number | null)[], other: readonly (number | null)[]): SharedMeans {
  const shared = one.flatMap((value, item) => {
    const second = other[item] ?? null;
    return value === null || second === null ? [] : [{ item, value, second }];
  });
  return {
    items: shared.map(({ item }) => item),
    one: shared.map(({ value }) => value),
    other: shared.map(({ second }) => second),
  };
}
