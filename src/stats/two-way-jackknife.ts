import { tQuantile } from "./distributions.ts";
import type { Interval } from "./percentile-interval.ts";

/**
 * Delete-one jackknife over several facets: V = Σ over facets of (n-1)/n Σ(θ_(-k) - mean)², and a t
 * interval on the smallest facet's n - 1 degrees of freedom. `without` holds, for every facet, the
 * estimate without each of its levels in turn. What levels of two facets share is counted twice, so
 * it errs on the wide side.
 *
 * @example twoWayJackknife(theta, [thetaWithoutItem, thetaWithoutRater], 0.95)
 */
export function twoWayJackknife(
  estimate: number,
  without: readonly (readonly number[])[],
  level: number,
): Interval & { readonly variance: number } {
  const variance = without.reduce((sum, values) => sum + jackknifeVariance(values), 0);
  const df = Math.min(...without.map((values) => values.length)) - 1;
  const reach = tQuantile((1 + level) / 2, df) * Math.sqrt(variance);
  return { low: estimate - reach, high: estimate + reach, variance };
}

/** (n-1)/n Σ(θ_(-k) - mean)² over the estimates without each unit in turn. */
export function jackknifeVariance(without: readonly number[]): number {
  const n = without.length;
  const centre = without.reduce((sum, value) => sum + value, 0) / n;
  const squares = without.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return ((n - 1) / n) * squares;
}
