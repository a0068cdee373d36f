import type { Estimate } from "../domain/estimate.ts";
import { bcaInterval } from "../stats/bca-interval.ts";
import { bootstrapDraws, type Draws } from "../stats/bootstrap.ts";
import { bootstrapP } from "../stats/bootstrap-p.ts";
import { expandedLevel, expandedP } from "../stats/expanded-level.ts";
import { jackknife } from "../stats/jackknife.ts";
import { ones, type WeightedStatistic } from "../stats/weights.ts";

/** A statistic of whole clusters, and how its estimate is to be told. */
export type Clustered = {
  readonly clusters: number;
  readonly statistic: WeightedStatistic;
  /** What is estimated, for the reader; the interval's method is added. */
  readonly method: string;
  /** Why there is no value where the statistic has none. */
  readonly reason: string;
  /** The units that the value rests on, where they are not the clusters. */
  readonly n: number;
  readonly draws: Draws;
  readonly level: number;
};

const FEWEST_CLUSTERS = 5;
const MOST_LEFT_OUT = 200;
const MOST_UNDEFINED = 0.1;

/**
 * An estimate with its BCa interval from the cluster bootstrap. No interval, and a word why, with fewer
 * than five clusters or where the statistic is undefined in over a tenth of the draws.
 */
export function clusteredEstimate(what: Clustered): Estimate {
  return clusteredTest(what).estimate;
}

/** The same, with the two-sided p-value of the statistic being zero; null where there is no interval. */
export function clusteredTest(what: Clustered): { readonly estimate: Estimate; readonly p: number | null } {
  const { clusters, statistic, method, reason, n, level } = what;
  const value = statistic(ones(clusters));
  if (value === null) return { estimate: { value, reason, n }, p: null };
  const without = (why: string) => ({
    estimate: { value, method: `${method}; no interval: ${why}`, n },
    p: null,
  });
  if (clusters < FEWEST_CLUSTERS) return without(`${clusters} groups, it takes ${FEWEST_CLUSTERS}`);
  const all = bootstrapDraws(clusters, statistic, what.draws);
  const draws = all.filter((draw) => draw !== null);
  if (draws.length < (1 - MOST_UNDEFINED) * all.length || draws.length === 0)
    return without(`undefined in ${all.length - draws.length} of ${all.length} draws`);
  // The correction that left-out values give shrinks with √clusters; beyond 200 it is not worth its time.
  const leftOut = clusters > MOST_LEFT_OUT ? [] : jackknife(clusters, statistic);
  const skew = leftOut.includes(null) ? [] : leftOut.filter((each) => each !== null);
  const { low, high } = bcaInterval(draws, value, skew, expandedLevel(level, clusters));
  const estimate = { value, low, high, level, method: `${method}; BCa bootstrap over ${clusters} groups`, n };
  return { estimate, p: expandedP(bootstrapP(draws), clusters) };
}
