import type { Estimate } from "../domain/estimate.ts";
import { clusteredMeanInterval } from "../stats/clustered-mean-interval.ts";

const LEVEL = 0.95;

/**
 * The mean of values over items, or over what else is named, as an estimate; those of one group share a source.
 * `nothing` says why there may be none.
 */
export function clusteredMeanEstimate(
  values: readonly { readonly group: string; readonly value: number }[],
  nothing: string,
  over = "items",
  level = LEVEL,
): Estimate {
  const codes = new Map([...new Set(values.map(({ group }) => group))].map((group, code) => [group, code]));
  const { mean, low, high } = clusteredMeanInterval(
    values.map(({ value }) => value),
    values.map(({ group }) => codes.get(group) ?? 0),
    level,
  );
  const method = `mean over ${over}, t interval clustered by group`;
  if (mean === null) return { value: null, reason: nothing, n: 0 };
  if (low === null || high === null)
    return { value: mean, method: `${method}; one group has no interval`, n: values.length };
  return { value: mean, low, high, level, method, n: values.length };
}
