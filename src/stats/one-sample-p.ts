import { tCumulative } from "./distributions.ts";

/**
 * Two-sided p of a mean of 0, by the one-sample t test (Student 1908). Where the values do not vary,
 * its limit: 0 for a mean other than 0, else 1. Null with fewer than two values.
 *
 * @example oneSampleP([0.4, 0.1, 0.3]) // 0.0942
 */
export function oneSampleP(values: readonly number[]): number | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  if (variance === 0) return mean === 0 ? 1 : 0;
  // The distribution function is exact to some 1e-12 and may leave 0 to 1 by as much.
  return Math.min(1, Math.max(0, 2 * tCumulative(-Math.abs(mean) / Math.sqrt(variance / n), n - 1)));
}
