/** The most frequent value, the lowest of several, and its share. */
export type Mode = { readonly value: number; readonly share: number };

/**
 * Consistency confidence: the share of runs that gave the most frequent answer. With R runs it lies on
 * the grid 1/R, 2/R, … 1, and never below 1/min(R, K) with K possible answers: five runs of a coin
 * read .6 or more. Null without values.
 *
 * @example modalShare([4, 4, 5]) // { value: 4, share: 0.6666666666666666 }
 */
export function modalShare(values: readonly number[]): Mode | null {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let mode: Mode | null = null;
  for (const [value, count] of [...counts].sort(([a], [b]) => a - b)) {
    const share = count / values.length;
    if (mode === null || share > mode.share) mode = { value, share };
  }
  return mode;
}
