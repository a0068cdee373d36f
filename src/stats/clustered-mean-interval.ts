import { meanInterval } from "./mean-interval.ts";

/**
 * Mean of values that fall into clusters, with a t interval on clusters - 1 degrees of freedom: each
 * cluster's share of the mean's error stands for an independent value (linearisation of the ratio
 * mean). One cluster has no interval, no value has no mean.
 *
 * @example clusteredMeanInterval([3, 5, 4], [0, 0, 1], 0.95)
 */
export function clusteredMeanInterval(
  values: readonly number[],
  clusters: readonly number[],
  level: number,
): { readonly mean: number | null; readonly low: number | null; readonly high: number | null } {
  if (values.length === 0) return { mean: null, low: null, high: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const errors = new Map<number, number>();
  values.forEach((value, index) => {
    const cluster = clusters[index]!;
    errors.set(cluster, (errors.get(cluster) ?? 0) + value - mean);
  });
  const shares = [...errors.values()].map((error) => mean + (errors.size / values.length) * error);
  const { low, high } = meanInterval(shares, level);
  return { mean, low, high };
}
