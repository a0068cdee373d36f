import jstat from "jstat";
import { mean, quantileSorted } from "simple-statistics";
import type { Interval } from "./percentile-interval.ts";

/**
 * The bias-corrected and accelerated bootstrap interval (Efron, JASA 1987): percentiles of the draws,
 * moved by how far the estimate stands from their median, and by the skewness of the values that the
 * statistic takes with each cluster left out. It is the percentile interval where the draws are centred
 * and the left-out values even; an estimate outside all its draws gets that one too.
 *
 * @example bcaInterval(draws, 0.41, leftOut, 0.95) // { low: 0.32, high: 0.49 }
 */
export function bcaInterval(
  draws: readonly number[],
  estimate: number,
  leftOut: readonly number[],
  level: number,
): Interval {
  const sorted = draws.toSorted((a, b) => a - b);
  const below = draws.filter((draw) => draw < estimate).length;
  const equal = draws.filter((draw) => draw === estimate).length;
  const share = (below + equal / 2) / draws.length;
  const isWithin = share > 0 && share < 1;
  const bias = isWithin ? jstat.normal.inv(share, 0, 1) : 0;
  const acceleration = isWithin ? skewOf(leftOut) : 0;
  const quantileAt = (p: number): number => {
    const shifted = bias + jstat.normal.inv(p, 0, 1);
    return quantileSorted(sorted, jstat.normal.cdf(bias + shifted / (1 - acceleration * shifted), 0, 1));
  };
  return { low: quantileAt((1 - level) / 2), high: quantileAt((1 + level) / 2) };
}

/** Σd³ / 6(Σd²)^1.5 with d how far each left-out value lies below their mean. */
function skewOf(leftOut: readonly number[]): number {
  if (leftOut.length === 0) return 0;
  const centre = mean([...leftOut]);
  let [square, cube] = [0, 0];
  for (const value of leftOut) {
    square += (centre - value) ** 2;
    cube += (centre - value) ** 3;
  }
  return square === 0 ? 0 : cube / (6 * square ** 1.5);
}
