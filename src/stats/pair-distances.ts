/** Absolute differences summed over pairs, and how many pairs. */
export type PairDistances = { readonly total: number; readonly pairs: number };

/**
 * Absolute differences over all pairs of a list: sorted, the k-th value (from 0) is added k times and
 * taken off n - 1 - k times.
 *
 * @example pairDistances([1, 3, 4]) // { total: 6, pairs: 3 }
 */
export function pairDistances(values: ArrayLike<number>): PairDistances {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let total = 0;
  sorted.forEach((value, below) => {
    // Counted from the lowest, so that equal values differ by exactly nothing.
    total += (value - sorted[0]!) * (2 * below - n + 1);
  });
  return { total, pairs: (n * (n - 1)) / 2 };
}

/**
 * Absolute differences over the pairs of two values that stand in different groups.
 *
 * @example pairDistancesBetween([[1, 3], [4]]) // { total: 4, pairs: 2 }
 */
export function pairDistancesBetween(groups: readonly ArrayLike<number>[]): PairDistances {
  const all = pairDistances(groups.flatMap((group) => Array.from(group)));
  return groups
    .map(pairDistances)
    .reduce((rest, within) => ({ total: rest.total - within.total, pairs: rest.pairs - within.pairs }), all);
}
