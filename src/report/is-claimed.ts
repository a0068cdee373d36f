import type { Estimate } from "../domain/estimate.ts";
import { intervalOf } from "./format-estimate.ts";

const SIGNIFICANT = 0.05;

/** Whether the interval of an estimate leaves a value out. */
export function leavesOut(estimate: Estimate, value: number): boolean {
  const bounds = intervalOf(estimate);
  return bounds !== null && (bounds[0] > value || bounds[1] < value);
}

/** Whether a difference may be claimed: its interval leaves 0 out, and so it stays after Holm's correction. */
export function isClaimed(difference: Estimate, holmP: number | null): boolean {
  return leavesOut(difference, 0) && (holmP === null || holmP < SIGNIFICANT);
}
