import type { Estimate } from "../domain/estimate.ts";
import { formatLevel, formatNumber } from "./format-number.ts";

/** A bound this many times as far from 0 as the value, or as 1, says that the data set no bound there. */
const BOUNDLESS = 100;

/** The bounds of an estimate, or null where it has no value or no interval. */
export function intervalOf(estimate: Estimate): readonly [low: number, high: number] | null {
  if (estimate.value === null || estimate.low === undefined || estimate.high === undefined) return null;
  return [estimate.low, estimate.high];
}

/** The same, infinite where the data set no bound to speak of: `[-304489, 1]` around 0.8 is `[-∞, 1]`. */
export function boundsOf(estimate: Estimate): readonly [low: number, high: number] | null {
  const bounds = intervalOf(estimate);
  if (bounds === null || estimate.value === null) return null;
  const [low, high] = bounds;
  const farthest = BOUNDLESS * Math.max(1, Math.abs(estimate.value));
  return [low < -farthest ? -Infinity : low, high > farthest ? Infinity : high];
}

/** An interval narrower than this has one value, and the rest is rounding. */
const ROUNDING = 1e-9;

/** Decimals that tell an interval's ends apart: two digits of a narrow one's width. */
function decimalsFor(width: number): number {
  if (!Number.isFinite(width) || width >= 0.04 || width < ROUNDING) return 2;
  return Math.min(6, Math.max(2, 1 - Math.floor(Math.log10(width))));
}

/** The value and its bounds with as many decimals as one another; null bounds where there is no interval. */
function formatted(estimate: Extract<Estimate, { value: number }>, minus?: string) {
  const bounds = boundsOf(estimate);
  if (bounds === null) return { value: formatNumber(estimate.value, minus), bounds };
  const decimals = decimalsFor(bounds[1] - bounds[0]);
  const leavesZeroOut = bounds[0] > 0 || bounds[1] < 0;
  const text = (number: number): string => {
    const short = formatNumber(number, minus, decimals);
    return leavesZeroOut && Number(short) === 0 ? formatNumber(number, minus) : short;
  };
  return {
    value: text(estimate.value),
    bounds: bounds.map((bound) => (Number.isFinite(bound) ? text(bound) : null)),
  };
}

/** The value alone, as exact as its interval allows. */
export function formatValue(estimate: Extract<Estimate, { value: number }>, minus?: string): string {
  return formatted(estimate, minus).value;
}

/** `0.31 to 2.05`, `at most 1.00` where there is no lower bound, or null where there is no interval. */
export function formatInterval(estimate: Estimate, minus?: string): string | null {
  if (estimate.value === null) return null;
  const { bounds } = formatted(estimate, minus);
  if (bounds === null) return null;
  const [low, high] = bounds;
  if (low == null) return high == null ? "without bounds" : `at most ${high}`;
  return high == null ? `at least ${low}` : `${low} to ${high}`;
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

/**
 * `1.20 [0.31, 2.05]`, `0.80 [≤ 1.00]` where there is no lower bound; the value alone where there is no
 * interval; the reason where there is no value.
 */
export function formatEstimate(estimate: Estimate, minus?: string): string {
  if (estimate.value === null) return `not estimable: ${estimate.reason}`;
  const { value, bounds } = formatted(estimate, minus);
  if (bounds === null) return value;
  const [low, high] = bounds;
  if (low == null) return high == null ? `${value} [no bounds]` : `${value} [≤ ${high}]`;
  return high == null ? `${value} [≥ ${low}]` : `${value} [${low}, ${high}]`;
}

const WHY = /no interval: .*$/;

/** Why an estimate with a value has no interval, as its method says it; null where it has one. */
export function noIntervalText(estimate: Estimate): string | null {
  if (estimate.value === null || intervalOf(estimate)) return null;
  return WHY.exec(estimate.method)?.[0] ?? "no interval";
}
