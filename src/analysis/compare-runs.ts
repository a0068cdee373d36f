import type { Estimate } from "../domain/estimate.ts";
import type { Condition, Verdict } from "../domain/verdict.ts";
import { clusteredMeanEstimate } from "./clustered-mean-estimate.ts";

/** The paired difference of two runs on one dimension, second less first, and the items that could not be paired. */
export type RunDifference = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly difference: Estimate;
  /** Items of either run without a verdict in both. */
  readonly unpaired: number;
};

const keyOf = ({ condition, dimension }: Verdict): string => JSON.stringify([condition, dimension]);

/**
 * What changed between two runs of the same items: for each condition and dimension that both have,
 * the mean over items of the second verdict less the first, with an interval clustered by group.
 */
export function compareRuns(
  first: readonly Verdict[],
  second: readonly Verdict[],
  groupOf: (item: string) => string,
): readonly RunDifference[] {
  const before = Map.groupBy(first, keyOf);
  return [...Map.groupBy(second, keyOf)].flatMap(([key, after]) => {
    const earlier = before.get(key);
    const [head] = after;
    if (!earlier || !head) return [];
    const values = new Map(earlier.map(({ item, value }) => [item, value]));
    const items = new Set([...values.keys(), ...after.map(({ item }) => item)]);
    const pairs = after.flatMap(({ item, value }) => {
      const was = values.get(item) ?? null;
      return value === null || was === null ? [] : [{ group: groupOf(item), value: value - was }];
    });
    return {
      condition: head.condition,
      dimension: head.dimension,
      difference: clusteredMeanEstimate(pairs, "no item has a verdict in both runs"),
      unpaired: items.size - pairs.length,
    };
  });
}
