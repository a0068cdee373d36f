import { chiSquareQuantile } from "./distributions.ts";
import type { Interval } from "./percentile-interval.ts";
import { trigammaInverse } from "./trigamma.ts";
import { jackknifeVariance } from "./two-way-jackknife.ts";

/** Estimates of a logarithm without each item, each rater and each cell in turn. */
export type LeftOut = {
  readonly items: readonly number[];
  readonly raters: readonly number[];
  readonly cells: readonly number[];
};

/**
 * Interval of the logarithm of a variance ratio from a jackknife over items and raters, less what
 * both count, the jackknife over cells (Cameron, Gelbach & Miller, JBES 2011), but never less than
 * either alone. The bounds have the shape of a mean square's logarithm, ln χ²_ν/ν, with the ν that
 * gives this variance, since a ratio of variances strays further below its truth than above.
 */
export function logRatioInterval(estimate: number, without: LeftOut, level: number): Interval {
  const [items, raters, cells] = [without.items, without.raters, without.cells].map(jackknifeVariance);
  const variance = Math.max(items! + raters! - cells!, items!, raters!);
  if (variance === 0) return { low: estimate, high: estimate };
  const df = 2 * trigammaInverse(variance);
  const boundAt = (p: number): number => estimate - Math.log(chiSquareQuantile(p, df) / df);
  return { low: boundAt((1 + level) / 2), high: boundAt((1 - level) / 2) };
}
