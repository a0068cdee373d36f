/**
 * Length of the longest common subsequence of two word lists.
 *
 * @example longestCommon(["a", "b", "c"], ["a", "x", "c"]) // 2
 */
export function longestCommon(a: readonly string[], b: readonly string[]): number {
  const row = new Uint16Array(b.length + 1);
  for (const word of a) {
    let diagonal = 0;
    for (let column = 1; column <= b.length; column++) {
      const above = row[column]!;
      row[column] = word === b[column - 1] ? diagonal + 1 : Math.max(above, row[column - 1]!);
      diagonal = above;
    }
  }
  return row[b.length]!;
}
