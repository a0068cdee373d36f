import jstat from "jstat";
import type { Interval } from "./percentile-interval.ts";

/**
 * The exact interval of a proportion (Clopper & Pearson, Biometrika 1934) from beta quantiles: never
 * covers less than its level. Throws a `RangeError` unless 0 ≤ successes ≤ trials and trials ≥ 1.
 *
 * @example clopperPearson(2, 10, 0.95) // { low: 0.0252…, high: 0.5561… }
 */
export function clopperPearson(successes: number, trials: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return {
    low: 1 - clopperPearsonUpper(trials - successes, trials, 1 - tail),
    high: clopperPearsonUpper(successes, trials, 1 - tail),
  };
}

/**
 * The one-sided exact upper bound of a proportion at a confidence level.
 *
 * @example clopperPearsonUpper(0, 29, 0.95) // 0.0981…, about 3/n
 */
export function clopperPearsonUpper(successes: number, trials: number, level: number): number {
  if (
    !(
      Number.isInteger(successes) &&
      Number.isInteger(trials) &&
      trials >= 1 &&
      successes >= 0 &&
      successes <= trials
    )
  )
    throw new RangeError(
      `clopperPearson: ${successes} of ${trials}; give whole numbers with 0 <= successes <= trials`,
    );
  return successes === trials ? 1 : jstat.beta.inv(level, successes + 1, trials - successes);
}
