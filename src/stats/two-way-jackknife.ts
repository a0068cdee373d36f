import { mean } from "simple-statistics";
import { tQuantile } from "./distributions.ts";
import type { Interval } from "./percentile-interval.ts";

export type Jackknife = Interval & { readonly variance: number };

/**
 * Delete-one jackknife over several facets: V = Σ over facets of (n-1)/n Σ(θ_(-k) - mean)², and a t
 * interval on the smallest facet's n - 1 degrees of freedom. `without` holds, for every facet, the
 * estimate without each of its levels in turn.
 *
 * @example twoWayJackknife(theta, [thetaWithoutItem, thetaWithoutRater], 0.95)
 */
export function twoWayJackknife(
  estimate: number,
  without: readonly (readonly number[])[],
  level: number,
): Jackknife {
  const variance = without.reduce((sum, values) => sum + jackknifeVariance(values), 0);
  const df = Math.min(...without.map((values) => values.length)) - 1;
  const reach = tQuantile((1 + level) / 2, df) * Math.sqrt(variance);
  return { low: estimate - reach, high: estimate + reach, variance };
}

function jackknifeVariance(values: readonly number[]): number {
  const centre = mean([...values]);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return ((values.length - 1) / values.length) * squares;
}
