import jstat from "jstat";
import { checkFinite } from "./check-finite.ts";

/**
 * Mean of independent values with its t interval: mean ± t(df = n - 1) · s / √n. One value has no
 * interval, none has no mean. Throws on a value that is not finite.
 *
 * @example meanInterval([2, 3, 4], 0.95) // { mean: 3, low: 0.516, high: 5.484 }
 */
export function meanInterval(
  values: readonly number[],
  level: number,
): { readonly mean: number | null; readonly low: number | null; readonly high: number | null } {
  checkFinite("meanInterval", values);
  const n = values.length;
  if (n === 0) return { mean: null, low: null, high: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { mean, low: null, high: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = jstat.studentt.inv((1 + level) / 2, n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - reach, high: mean + reach };
}
