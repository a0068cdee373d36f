import type { Table } from "./table.ts";

/** The runs of one rater on one item in one wording: rows `start` to `end - 1` of the table. */
export type Cell = {
  readonly item: number;
  readonly rater: number;
  readonly framing: number;
  readonly start: number;
  readonly end: number;
};

/** The cells of a table, in its order. */
export function cellsOf(table: Table): readonly Cell[] {
  const cells: Cell[] = [];
  const { item, rater, framing } = table;
  for (let start = 0, row = 1; row <= item.length; row++) {
    const isSame =
      row < item.length &&
      item[row] === item[start] &&
      rater[row] === rater[start] &&
      framing[row] === framing[start];
    if (isSame) continue;
    cells.push({ item: item[start]!, rater: rater[start]!, framing: framing[start]!, start, end: row });
    start = row;
  }
  return cells;
}
