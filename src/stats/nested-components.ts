/** A value and the groups that it stands in, from the widest to the narrowest. */
export type NestedValue = { readonly value: number; readonly groups: readonly string[] };

/**
 * Raw variance components of a nested design, widest first, and the residual last: unbiased for any pattern
 * of missing values, and negative where chance has it. With groups A ⊃ B the mean half squared difference of
 * two values that share B, that share A alone, and that share neither estimate the residual, that plus B's
 * variance, and that plus A's; each component is a difference of two. Null where no pair tells.
 *
 * @example nestedComponents([{ value: 1, groups: ["a"] }, { value: 3, groups: ["b"] }, …], 1) // [between, within]
 */
export function nestedComponents(values: readonly NestedValue[], depth: number): readonly (number | null)[] {
  // d[k]: pairs that share exactly the k widest groups.
  const shared = Array.from({ length: depth + 1 }, (_, level) =>
    pairsWithin(values, (each) => JSON.stringify(each.groups.slice(0, level))),
  );
  const exactly = shared.map((pairs, level) => {
    const deeper = shared[level + 1] ?? { total: 0, pairs: 0 };
    const count = pairs.pairs - deeper.pairs;
    return count > 0 ? Math.max(0, pairs.total - deeper.total) / count : null;
  });
  const between = exactly.slice(0, depth).map((wide, level) => {
    const narrow = exactly[level + 1] ?? null;
    return wide === null || narrow === null ? null : wide - narrow;
  });
  return [...between, exactly[depth] ?? null];
}

function pairsWithin(
  values: readonly NestedValue[],
  groupOf: (value: NestedValue) => string,
): { readonly total: number; readonly pairs: number } {
  let [total, pairs] = [0, 0];
  for (const group of Map.groupBy(values, groupOf).values()) {
    const n = group.length;
    const sum = group.reduce((all, { value }) => all + value, 0);
    const square = group.reduce((all, { value }) => all + value ** 2, 0);
    total += Math.max(0, (n * square - sum ** 2) / 2);
    pairs += (n * (n - 1)) / 2;
  }
  return { total, pairs };
}
