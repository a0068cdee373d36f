import type { Estimate } from "../domain/estimate.ts";
import type { NamedIcc } from "../domain/reliability-result.ts";
import { intraclassCorrelations } from "../stats/icc.ts";
import type { Context } from "./context.ts";
import type { Design } from "./design.ts";
import { firstDraws } from "./first-draws.ts";
import type { Table } from "./table.ts";

/**
 * Intraclass correlations of the panel, always by model, type and unit, over the items (in one wording)
 * that every rater rated, one draw of each. Empty where no two items are complete, as with annotators
 * who each rated some of the items.
 */
export function iccOf(table: Table, design: Design, context: Context): NamedIcc[] {
  const raters = design.rater.size;
  const rows = new Map<number, number[]>();
  for (const row of firstDraws(design.cell)) {
    const block = design.block.codes[row]!;
    const ratings = rows.get(block) ?? [];
    ratings[design.rater.codes[row]!] = table.value[row]!;
    rows.set(block, ratings);
  }
  const complete = [...rows.values()].filter((ratings) => countIn(ratings) === raters);
  const found = intraclassCorrelations(complete, context.level);
  const leftOut = rows.size - complete.length;
  const method = `F interval, one draw of each rater${leftOut > 0 ? `; ${leftOut} incomplete items left out` : ""}`;
  return (found ?? []).map(({ model, type, unit, value, low, high }) => {
    // Satterthwaite's degrees of freedom run out for some negative values: there is then no interval.
    const isBounded = Number.isFinite(low) && Number.isFinite(high);
    const interval = isBounded ? { low, high, level: context.level } : {};
    const told = isBounded ? method : `${method}; no interval: its degrees of freedom are not defined here`;
    const estimate: Estimate = { value, ...interval, method: told, n: complete.length };
    return { model, type, unit, estimate };
  });
}

/** A rater without a rating leaves a hole, which is not visited. */
function countIn(ratings: readonly number[]): number {
  let count = 0;
  ratings.forEach(() => {
    count += 1;
  });
  return count;
}
