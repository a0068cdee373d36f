/**
 * Merges what is alike, most alike first, as long as every member of a group is at least `threshold` like every
 * other (complete linkage): chains of near things never join far ones. Groups and members keep the order of
 * the input, so the outcome depends on nothing else.
 *
 * @example mergeAlike([1, 1.1, 5], (a, b) => 1 - Math.abs(a - b), 0.8) // [[1, 1.1], [5]]
 */
export function mergeAlike<T>(
  things: readonly T[],
  likeness: (a: T, b: T) => number,
  threshold: number,
): readonly (readonly T[])[] {
  const between = things.map((a) => things.map((b) => likeness(a, b)));
  let groups = things.map((_, index) => [index]);
  const least = (a: readonly number[], b: readonly number[]): number =>
    Math.min(...a.flatMap((one) => b.map((other) => between[one]![other]!)));
  for (;;) {
    let best: { readonly a: number; readonly b: number; readonly likeness: number } | null = null;
    for (let a = 0; a < groups.length; a++)
      for (let b = a + 1; b < groups.length; b++) {
        const value = least(groups[a]!, groups[b]!);
        if (value >= threshold && (best === null || value > best.likeness)) best = { a, b, likeness: value };
      }
    if (best === null) return groups.map((group) => group.map((index) => things[index]!));
    const { a, b } = best;
    const merged = [...groups[a]!, ...groups[b]!].sort((x, y) => x - y);
    groups = groups.flatMap((group, index) => (index === a ? [merged] : index === b ? [] : [group]));
  }
}
