import { quantileSorted } from "simple-statistics";

export type Interval = { readonly low: number; readonly high: number };

/**
 * The percentile interval of bootstrap draws at a confidence level, between type-7 quantiles.
 * Throws without draws.
 *
 * @example percentileInterval([1, 2, 3, 4, 5], 0.5) // { low: 2, high: 4 }
 */
export function percentileInterval(draws: ArrayLike<number>, level: number): Interval {
  const sorted = Array.from(Float64Array.from(draws).sort());
  return { low: quantileSorted(sorted, (1 - level) / 2), high: quantileSorted(sorted, (1 + level) / 2) };
}
