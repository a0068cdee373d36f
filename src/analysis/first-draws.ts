import type { Grouping } from "../stats/grouped-sums.ts";

/** One rating of each cell, the one of its lowest replicate, as row numbers: rows stand in that order. */
export function firstDraws({ codes, size }: Grouping): Int32Array {
  const seen = new Uint8Array(size);
  return Int32Array.from(codes.keys()).filter((row) => {
    const cell = codes[row]!;
    const isFirst = seen[cell] === 0;
    seen[cell] = 1;
    return isFirst;
  });
}
