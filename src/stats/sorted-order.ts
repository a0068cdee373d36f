/** One sort key: a code per row and the number of codes. */
export type SortKey = { readonly codes: Int32Array; readonly size: number };

/**
 * The order that sorts rows by the first key, then the second, and so on: a counting sort from the
 * last key to the first, linear in rows.
 *
 * @example sortedOrder(3, [{ codes: Int32Array.of(1, 0, 1), size: 2 }]) // Int32Array [1, 0, 2]
 */
export function sortedOrder(rows: number, keys: readonly SortKey[]): Int32Array {
  let order = Int32Array.from({ length: rows }, (_, index) => index);
  for (const { codes, size } of keys.toReversed()) {
    const next = new Int32Array(size + 1);
    for (let row = 0; row < rows; row++) next[codes[row]! + 1]! += 1;
    for (let code = 0; code < size; code++) next[code + 1]! += next[code]!;
    const sorted = new Int32Array(rows);
    for (const row of order) {
      const code = codes[row]!;
      sorted[next[code]!] = row;
      next[code]! += 1;
    }
    order = sorted;
  }
  return order;
}
