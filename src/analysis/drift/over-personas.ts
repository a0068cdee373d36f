import type { Estimate } from "../../domain/estimate.ts";
import { jackknifed, tInterval } from "../../stats/jackknifed.ts";
import { ones, type WeightedStatistic } from "../../stats/weights.ts";

const LEVEL = 0.95;

/** What is estimated, for the reader, and why there may be nothing. */
export type Told = {
  readonly method: string;
  readonly reason: string;
  readonly n: number;
  /** Whether it is a share, whose interval ends at 0 and 1. */
  readonly isShare: boolean;
};

const FEWEST_PERSONAS = 3;

/**
 * A statistic of whole personas with its interval: the personas are the sample, so that an interval holds for
 * others like them. `personas` counts those that the statistic draws on. No interval with fewer than three of
 * them, or where they do not differ at all, from which nothing can be told of how others would.
 */
export function overPersonas(personas: number, statistic: WeightedStatistic, told: Told): Estimate {
  const { method, reason, n, isShare } = told;
  const value = statistic(ones(personas));
  if (value === null) return { value: null, reason, n };
  const without = (why: string): Estimate => ({ value, method: `${method}; no interval: ${why}`, n });
  if (personas < FEWEST_PERSONAS) return without(`${personas} personas, it takes ${FEWEST_PERSONAS}`);
  const estimate = jackknifed(personas, statistic);
  if (estimate === null) return without("it hangs on one persona");
  if (estimate.error === 0) return without("the personas do not differ");
  const { low, high } = tInterval(estimate, LEVEL);
  return {
    value,
    low: isShare ? Math.max(0, low) : low,
    high: isShare ? Math.min(1, high) : high,
    level: LEVEL,
    method: `${method}; jackknife over ${personas} personas`,
    n,
  };
}

/**
 * Numerator and denominator of each persona → the ratio of their weighted sums. Null where the denominator is
 * 0.
 */
export function ratioOf(parts: readonly { readonly of: number; readonly in: number }[]): WeightedStatistic {
  return (weights) => {
    let [top, bottom] = [0, 0];
    parts.forEach((part, index) => {
      top += weights[index]! * part.of;
      bottom += weights[index]! * part.in;
    });
    return bottom === 0 ? null : top / bottom;
  };
}
