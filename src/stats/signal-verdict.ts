import type { Interval } from "./percentile-interval.ts";

export type SignalVerdict = "signal" | "noise" | "undetermined";

/**
 * Does the rater outweigh the run? `signal` where λ's interval lies above 1, `noise` where it lies
 * below, and neither without the agreement of a second metric's λ, where there is one.
 *
 * @example signalVerdict({ low: 1.2, high: 4 }, 2) // "signal"
 */
export function signalVerdict(interval: Interval, second?: number): SignalVerdict {
  if (interval.low > 1 && (second === undefined || second > 1)) return "signal";
  if (interval.high < 1 && (second === undefined || second < 1)) return "noise";
  return "undetermined";
}
