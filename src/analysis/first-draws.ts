import type { Grouping } from "../stats/grouped-sums.ts";

/** One rating of each cell, the one of its lowest replicate, as row numbers: rows stand in that order. */
export function firstDraws({ codes, size }: Grouping): Int32Array {
  const seen = new Uint8Array(size);
  const rows = new Int32Array(size);
  let found = 0;
  for (let row = 0; row < codes.length; row++) {
    const cell = codes[row]!;
    if (seen[cell] === 1) continue;
    seen[cell] = 1;
    rows[found++] = row;
  }
  return rows;
}
