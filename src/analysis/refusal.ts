import type { Design } from "./design.ts";
import type { Table } from "./table.ts";

/** The share of cells with byte-identical replies beyond which replicates are copies, not draws. */
const MOSTLY = 0.9;

/**
 * Why λ cannot be told from these ratings, or null where it can: it takes two items, two raters and
 * two independent runs of a cell. Byte-identical replies over most cells, or without hashes runs
 * that never differ, betray a cache, a fixed seed or temperature 0.
 */
export function refusal(table: Table, design: Design): string | null {
  if (table.value.length === 0) return "no ratings: every one is missing";
  if (design.rater.size < 2) return "one rater: there is nobody to differ from";
  if (design.item.size < 2) return "one item: the rater cannot be told from the rater on this item";
  const cells = replicatedCells(table, design);
  if (cells.replicated === 0)
    return "one replicate a cell: the run cannot be told from the rater; run every cell at least twice";
  if (table.value.every((value) => value === table.value[0])) return "all ratings are equal: no variation";
  if (cells.hashed > 0 && cells.identical > MOSTLY * cells.hashed)
    return (
      `${cells.identical} of ${cells.hashed} cells hold byte-identical replies in all replicates: ` +
      "a cache, a fixed seed or temperature 0 makes copies, not runs"
    );
  if (cells.differing === 0)
    return cells.hashed > 0
      ? "no two runs of a cell differ in their rating: there is no run variance to compare with"
      : "no two runs of a cell differ: either nothing varies from run to run or the replicates are copies " +
          "(a cache, a fixed seed, temperature 0)";
  return null;
}

type ReplicatedCells = {
  readonly replicated: number;
  readonly differing: number;
  readonly hashed: number;
  readonly identical: number;
};

function replicatedCells(table: Table, { cell }: Design): ReplicatedCells {
  const count = new Int32Array(cell.size);
  const first = new Int32Array(cell.size).fill(-1);
  const differs = new Uint8Array(cell.size);
  const repliesDiffer = new Uint8Array(cell.size);
  const unhashed = new Uint8Array(cell.size);
  for (const [row, code] of cell.codes.entries()) {
    count[code]! += 1;
    if (first[code] === -1) first[code] = row;
    if (table.value[row] !== table.value[first[code]!]) differs[code] = 1;
    if (table.reply[row] !== table.reply[first[code]!]) repliesDiffer[code] = 1;
    if (table.reply[row] === -1) unhashed[code] = 1;
  }
  const tally = { replicated: 0, differing: 0, hashed: 0, identical: 0 };
  for (let code = 0; code < cell.size; code++) {
    if (count[code]! < 2) continue;
    tally.replicated += 1;
    tally.differing += differs[code]!;
    if (unhashed[code]) continue;
    tally.hashed += 1;
    tally.identical += 1 - repliesDiffer[code]!;
  }
  return tally;
}
