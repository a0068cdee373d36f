import { answerGrid, areAlike } from "./answer-grid.ts";
import { itemMeans } from "./item-means.ts";
import { keepRatings } from "./keep-ratings.ts";
import type { Table } from "./table.ts";

/** A panel's verdict on an item from half of its replicates, and whether the other half reverses it. */
export type VerdictCase = {
  readonly item: number;
  /** Share of the half's ratings that lie within half a step of the half's verdict. */
  readonly confidence: number;
  readonly isReversed: boolean;
};

/**
 * The panel's verdict on each item twice, from every other replicate, starting with the first, and from
 * the rest: a reversal is a difference of more than half a step. Items that one half lacks are left out.
 */
export function verdictCases(table: Table): readonly VerdictCase[] {
  const grid = answerGrid([table]);
  const half = keepRatings(table, ({ replicate }) => replicate % 2 === 0);
  const verdicts = itemMeans(half);
  const others = itemMeans(keepRatings(table, ({ replicate }) => replicate % 2 === 1));
  const near = new Float64Array(table.items.length);
  const count = new Float64Array(table.items.length);
  half.value.forEach((value, row) => {
    const item = half.item[row]!;
    count[item]! += 1;
    if (areAlike(grid, value, verdicts[item]!)) near[item]! += 1;
  });
  return verdicts.flatMap((verdict, item) => {
    const other = others[item] ?? null;
    if (verdict === null || other === null) return [];
    return [{ item, confidence: near[item]! / count[item]!, isReversed: !areAlike(grid, verdict, other) }];
  });
}
