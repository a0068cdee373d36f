import type { Comparison } from "../domain/comparison-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import { type ArmKinds, sortByArm } from "./arm-order.ts";

/** The same difference the other way round. */
function negated(estimate: Estimate): Estimate {
  if (estimate.value === null) return estimate;
  const { low, high } = estimate;
  return {
    ...estimate,
    value: 0 - estimate.value,
    ...(high === undefined ? {} : { low: 0 - high }),
    ...(low === undefined ? {} : { high: 0 - low }),
  };
}

/**
 * A comparison with the arm that carries the question first, whichever way round it was computed, so that
 * all measures of a pair of arms stand together.
 */
export function oriented(row: Comparison, kinds: ArmKinds): Comparison {
  const [first] = sortByArm([row.a, row.b], ({ arm }) => arm, kinds);
  return first === row.a ? row : { ...row, a: row.b, b: row.a, difference: negated(row.difference) };
}
