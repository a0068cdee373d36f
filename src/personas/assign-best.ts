import munkres from "munkres";

/**
 * The one-to-one assignment of rows to columns with the greatest total (Kuhn 1955, Munkres 1957), as pairs in
 * the order of the rows. Of a table with unequal sides the longer keeps some without a partner.
 *
 * @example assignBest([[0.9, 0.8], [0.7, 0.1]]) // [[0, 1], [1, 0]]: 1.5 in all, the greedy choice 1
 */
export function assignBest(worth: readonly (readonly number[])[]): readonly (readonly [number, number])[] {
  if (worth.length === 0 || worth[0]!.length === 0) return [];
  return munkres(worth.map((row) => row.map((value) => -value))).sort(([a], [b]) => a - b);
}
