import { tQuantile } from "./distributions.ts";
import type { Interval } from "./percentile-interval.ts";
import { ones, type WeightedStatistic } from "./weights.ts";

/** An estimate with its standard error, from leaving out one cluster (or group of clusters) at a time. */
export type Jackknifed = {
  readonly value: number;
  readonly error: number;
  readonly freedom: number;
};

/** Beyond so many clusters whole groups of them are left out: each takes a pass over all. */
const MOST_GROUPS = 200;

/**
 * A statistic with its delete-one jackknife error √((n - 1)/n Σ(θ₋ᵢ - mean)²) on n - 1 degrees of freedom;
 * with more than 200 clusters n is 200 groups of every 200th cluster (the delete-a-group jackknife,
 * Kott 2001). Null with fewer than two clusters, or where the statistic is not defined for all of them or
 * without some.
 *
 * @example jackknifed(3, (weights) => meanOf([1, 2, 6], weights)) // { value: 3, error: 1.5275…, freedom: 2 }
 */
export function jackknifed(clusters: number, statistic: WeightedStatistic): Jackknifed | null {
  const value = statistic(ones(clusters));
  const groups = Math.min(clusters, MOST_GROUPS);
  const weights = Float64Array.from(ones(clusters));
  const leftOut = Array.from({ length: groups }, (_, group) => {
    for (let cluster = group; cluster < clusters; cluster += groups) weights[cluster] = 0;
    const without = statistic(weights);
    for (let cluster = group; cluster < clusters; cluster += groups) weights[cluster] = 1;
    return without;
  }).filter((each) => each !== null);
  if (value === null || clusters < 2 || leftOut.length < groups) return null;
  const centre = leftOut.reduce((sum, each) => sum + each, 0) / groups;
  const squares = leftOut.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  return { value, error: Math.sqrt(((groups - 1) / groups) * squares), freedom: groups - 1 };
}

/** The t interval of a jackknifed estimate. */
export function tInterval({ value, error, freedom }: Jackknifed, level: number): Interval {
  const reach = error === 0 ? 0 : tQuantile((1 + level) / 2, freedom) * error;
  return { low: value - reach, high: value + reach };
}
