import type { Estimate } from "../../domain/estimate.ts";
import { boundsOf, formatEstimate, formatInterval, formatValue } from "../format-estimate.ts";
import type { IntervalRow } from "./interval-chart.ts";

/** The value and the interval of an estimate as two cells of a table. */
export function estimateCells(estimate: Estimate): readonly [value: string, interval: string] {
  return [estimate.value === null ? "not estimable" : formatValue(estimate), formatInterval(estimate) ?? "–"];
}

export function methodCell(estimate: Estimate): string {
  return estimate.value === null ? "–" : estimate.method;
}

/** A p-value to three decimals, `–` where there is none. */
export function pCell(p: number | null | undefined): string {
  if (p === null || p === undefined) return "–";
  return p < 0.001 ? "< 0.001" : p.toFixed(3);
}

/** An estimate as a row of an interval chart. */
export function intervalRow(label: string, estimate: Estimate, mark: IntervalRow["mark"]): IntervalRow {
  const bounds = boundsOf(estimate);
  return {
    label,
    value: estimate.value,
    low: bounds?.[0] ?? null,
    high: bounds?.[1] ?? null,
    text: estimate.value === null ? "not estimable" : formatEstimate(estimate),
    mark,
  };
}

/** What has no value, and why, for the lines under a figure. */
export function absent(
  what: string,
  estimate: Estimate,
): readonly { readonly what: string; readonly reason: string }[] {
  return estimate.value === null ? [{ what, reason: estimate.reason }] : [];
}
