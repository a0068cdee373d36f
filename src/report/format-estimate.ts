import type { Estimate } from "../domain/estimate.ts";
import { formatLevel, formatNumber } from "./format-number.ts";

/** The bounds of an estimate, or null where it has no value or no interval. */
export function intervalOf(estimate: Estimate): readonly [low: number, high: number] | null {
  if (estimate.value === null || estimate.low === undefined || estimate.high === undefined) return null;
  return [estimate.low, estimate.high];
}

/** `0.31 to 2.05`, or null where there is no interval. */
export function formatInterval(estimate: Estimate, minus?: string): string | null {
  const bounds = intervalOf(estimate);
  return bounds && `${formatNumber(bounds[0], minus)} to ${formatNumber(bounds[1], minus)}`;
}

/** `95% interval 0.31 to 2.05`, or `no interval`. */
export function describeInterval(estimate: Estimate): string {
  const interval = formatInterval(estimate);
  if (interval === null || estimate.value === null) return "no interval";
  return `${levelText(estimate)} interval ${interval}`;
}

/** The confidence level of an estimate's interval, `95%` where it does not say. */
export function levelText(estimate: Estimate): string {
  return formatLevel((estimate.value === null ? undefined : estimate.level) ?? 0.95);
}

/** `1.20 [0.31, 2.05]`; the value alone where there is no interval; the reason where there is no value. */
export function formatEstimate(estimate: Estimate, minus?: string): string {
  if (estimate.value === null) return `not estimable: ${estimate.reason}`;
  const value = formatNumber(estimate.value, minus);
  const bounds = intervalOf(estimate);
  return bounds ? `${value} [${bounds.map((bound) => formatNumber(bound, minus)).join(", ")}]` : value;
}
