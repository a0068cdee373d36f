import type { Estimate } from "../domain/estimate.ts";

/** An estimate that there is none, and why. */
export function notEstimable(reason: string, n: number): Estimate {
  return { value: null, reason, n };
}
