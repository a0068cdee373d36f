import { tQuantile } from "./distributions.ts";
import { jackknife } from "./jackknife.ts";
import type { Interval } from "./percentile-interval.ts";
import { ones, type WeightedStatistic } from "./weights.ts";

/** An estimate with its standard error, from leaving out one cluster at a time. */
export type Jackknifed = {
  readonly value: number;
  readonly error: number;
  readonly freedom: number;
};

/**
 * A statistic with its delete-one jackknife error √((n - 1)/n Σ(θ₋ᵢ - mean)²) on n - 1 degrees of freedom.
 * Null with fewer than two clusters, or where the statistic is not defined for all of them or without one.
 *
 * @example jackknifed(3, (weights) => meanOf([1, 2, 6], weights)) // { value: 3, error: 1.5275…, freedom: 2 }
 */
export function jackknifed(clusters: number, statistic: WeightedStatistic): Jackknifed | null {
  const value = statistic(ones(clusters));
  const leftOut = jackknife(clusters, statistic).filter((each) => each !== null);
  if (value === null || clusters < 2 || leftOut.length < clusters) return null;
  const centre = leftOut.reduce((sum, each) => sum + each, 0) / clusters;
  const squares = leftOut.reduce((sum, each) => sum + (each - centre) ** 2, 0);
  return { value, error: Math.sqrt(((clusters - 1) / clusters) * squares), freedom: clusters - 1 };
}

/** The t interval of a jackknifed estimate. */
export function tInterval({ value, error, freedom }: Jackknifed, level: number): Interval {
  const reach = error === 0 ? 0 : tQuantile((1 + level) / 2, freedom) * error;
  return { low: value - reach, high: value + reach };
}
