import type { Estimate } from "../domain/estimate.ts";
import type { Verdict } from "../domain/verdict.ts";
import { meanInterval } from "../stats/mean-interval.ts";

const LEVEL = 0.95;

/** The mean verdict of a dimension over items, and how many items had none. */
export type DimensionMean = {
  readonly dimension: string;
  readonly mean: Estimate;
  readonly abstained: number;
};

/**
 * The mean of each dimension's verdicts over items. Items of one group share a source, so the
 * interval is taken over the groups: linearised cluster means with a t interval, df = groups - 1.
 */
export function gateMeans(
  verdicts: readonly Verdict[],
  groupOf: (item: string) => string,
): readonly DimensionMean[] {
  return [...Map.groupBy(verdicts, (verdict) => verdict.dimension)].map(([dimension, all]) => {
    const rated = all.flatMap(({ item, value }) => (value === null ? [] : [{ group: groupOf(item), value }]));
    return { dimension, mean: clusteredMean(rated), abstained: all.length - rated.length };
  });
}

function clusteredMean(rated: readonly { readonly group: string; readonly value: number }[]): Estimate {
  if (rated.length === 0) return { value: null, reason: "no item has a verdict", n: 0 };
  const groups = [...Map.groupBy(rated, ({ group }) => group).values()];
  const mean = rated.reduce((sum, { value }) => sum + value, 0) / rated.length;
  const method = "mean over items, t interval clustered by group";
  // Each group's share of the mean's error, scaled so that a plain t interval over groups applies.
  const shares = groups.map(
    (group) =>
      mean + (groups.length / rated.length) * group.reduce((sum, { value }) => sum + value - mean, 0),
  );
  const { low, high } = meanInterval(shares, LEVEL);
  if (low === null || high === null)
    return { value: mean, method: `${method}; one group has no interval`, n: rated.length };
  return { value: mean, low, high, level: LEVEL, method, n: rated.length };
}
