import type { ConditionResult } from "../domain/condition-result.ts";
import type { Design } from "./design.ts";
import type { Table } from "./table.ts";

/** What the numbers of a condition rest on: items, raters, wordings and replicates with ratings, and what is missing, by cause. */
export function countsOf(table: Table, design: Design): ConditionResult["n"] {
  const missing: Record<string, number> = {};
  for (const { missing: cause } of table.absent) missing[cause] = (missing[cause] ?? 0) + 1;
  return {
    items: new Set(table.item.map((item) => table.unitOfItem[item]!)).size,
    raters: design.rater.size,
    framings: design.framing.size,
    replicates: new Set(table.replicate).size,
    ratings: table.value.length,
    missing: Object.fromEntries(Object.entries(missing).toSorted()),
  };
}
