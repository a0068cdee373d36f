import jstat from "jstat";
import { normalQuantile, tCumulative, tQuantile } from "./distributions.ts";

/**
 * The level at which a bootstrap interval is read so that it holds its own level with few clusters
 * (Hesterberg, The American Statistician 2015, "expanded percentile"): draws from n clusters spread too
 * little by √((n - 1)/n) and have normal tails where Student's are due. Close to the level itself for large n.
 *
 * @example expandedLevel(0.95, 10) // 0.9829…
 */
export function expandedLevel(level: number, clusters: number): number {
  const reach = Math.sqrt(clusters / (clusters - 1)) * tQuantile((1 + level) / 2, clusters - 1);
  return 1 - 2 * jstat.normal.cdf(-reach, 0, 1);
}

/**
 * The same correction of a two-sided bootstrap p-value: it is .05 where the expanded interval's end is zero.
 *
 * @example expandedP(0.0171, 10) // 0.05
 */
export function expandedP(p: number, clusters: number): number {
  const reach = normalQuantile(1 - p / 2) * Math.sqrt((clusters - 1) / clusters);
  return Math.min(1, 2 * tCumulative(-reach, clusters - 1));
}
