import type { Estimate } from "../domain/estimate.ts";
import { bcaInterval } from "../stats/bca-interval.ts";
import { bootstrapDraws, type Draws } from "../stats/bootstrap.ts";
import { bootstrapP } from "../stats/bootstrap-p.ts";
import { expandedLevel, expandedP } from "../stats/expanded-level.ts";
import { jackknife } from "../stats/jackknife.ts";
import { ones, type WeightedStatistic, type Weights } from "../stats/weights.ts";

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
export function clusteredTest({ statistic, ...what }: Clustered): Tested {
  const value = statistic(ones(what.clusters));
  if (value === null || what.clusters < FEWEST_CLUSTERS) return tested(value, [], [], what);
  return tested(
    value,
    bootstrapDraws(what.clusters, statistic, what.draws),
    canLeaveOut(what) ? jackknife(what.clusters, statistic) : [],
    what,
  );
}

/** Several statistics of the same clusters, computed together under each draw. */
export type ClusteredTogether<Name extends string> = Omit<Clustered, "statistic" | "method"> & {
  readonly statistics: (weights: Weights) => Readonly<Record<Name, number | null>>;
  readonly methods: Readonly<Record<Name, string>>;
};

/** Estimates by name, with the intervals that `clusteredEstimate` gives each alone. */
export function clusteredEstimates<Name extends string>({
  statistics,
  methods,
  ...what
}: ClusteredTogether<Name>): (name: Name) => Estimate {
  const values = statistics(ones(what.clusters));
  const isWorth = what.clusters >= FEWEST_CLUSTERS;
  const draws = isWorth ? bootstrapDraws(what.clusters, statistics, what.draws) : [];
  const leftOut = isWorth && canLeaveOut(what) ? jackknife(what.clusters, statistics) : [];
  return (name) => {
    const [drawn, left] = [draws, leftOut].map((all) => all.map((each) => each[name]));
    return tested(values[name], drawn ?? [], left ?? [], { ...what, method: methods[name] }).estimate;
  };
}

type Tested = { readonly estimate: Estimate; readonly p: number | null };

/** The correction that left-out values give shrinks with √clusters; beyond 200 it is not worth its time. */
function canLeaveOut({ clusters }: { readonly clusters: number }): boolean {
  return clusters <= MOST_LEFT_OUT;
}

function tested(
  value: number | null,
  all: readonly (number | null)[],
  leftOut: readonly (number | null)[],
  { clusters, method, reason, n, level }: Omit<Clustered, "statistic">,
): Tested {
  if (value === null) return { estimate: { value, reason, n }, p: null };
  const without = (why: string): Tested => ({
    estimate: { value, method: `${method}; no interval: ${why}`, n },
    p: null,
  });
  if (clusters < FEWEST_CLUSTERS) return without(`${clusters} groups, it takes ${FEWEST_CLUSTERS}`);
  const draws = all.filter((draw) => draw !== null);
  if (draws.length < (1 - MOST_UNDEFINED) * all.length || draws.length === 0)
    return without(`undefined in ${all.length - draws.length} of ${all.length} draws`);
  const skew = leftOut.includes(null) ? [] : leftOut.filter((each) => each !== null);
  const { low, high } = bcaInterval(draws, value, skew, expandedLevel(level, clusters));
  const estimate = { value, low, high, level, method: `${method}; BCa bootstrap over ${clusters} groups`, n };
  return { estimate, p: expandedP(bootstrapP(draws), clusters) };
}
