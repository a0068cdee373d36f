import type { Estimate } from "../domain/estimate.ts";
import type { Verdict } from "../domain/verdict.ts";
import { alignColumns } from "./align-columns.ts";

const MAX_ROWS = 40;

function shown(value: number | null): string {
  return value === null ? "-" : value.toFixed(2);
}

/** Verdicts as aligned text, at most forty of them: value, interval, what it was before, who rated. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  const rows = verdicts.slice(0, MAX_ROWS).map((verdict) => {
    const { item, dimension, value, low, high, before, n, abstained } = verdict;
    const interval = low === null || high === null ? "-" : `${low.toFixed(2)} to ${high.toFixed(2)}`;
    const told = value === null ? "abstains" : value.toFixed(2);
    const counts = `${n.panelists} x ${n.replicates}${n.abstained > 0 ? `, ${n.abstained} abstained` : ""}${n.failed > 0 ? `, ${n.failed} failed` : ""}`;
    return [item, dimension, told, interval, shown(before), counts, abstained ?? ""];
  });
  const heading = ["item", "dimension", "verdict", "95 % interval", "before", "panelists x replicates", ""];
  const table = alignColumns([heading, ...rows], rows[0]?.length ?? 0).join("\n");
  const more = verdicts.length - rows.length;
  return more > 0 ? `${table}\n… and ${more} more in verdicts.jsonl` : table;
}

/** The means over items, with their intervals. */
export function meansTable(
  means: readonly { readonly dimension: string; readonly mean: Estimate; readonly abstained: number }[],
): string {
  const rows = means.map(({ dimension, mean, abstained }) => {
    if (mean.value === null) return [dimension, "-", mean.reason, "0", String(abstained)];
    const interval =
      mean.low === undefined || mean.high === undefined
        ? "-"
        : `${mean.low.toFixed(2)} to ${mean.high.toFixed(2)}`;
    return [dimension, mean.value.toFixed(2), interval, String(mean.n), String(abstained)];
  });
  return alignColumns([["dimension", "mean", "95 % interval", "items", "abstained"], ...rows], 3).join("\n");
}
