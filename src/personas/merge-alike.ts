/**
 * Merges what is alike, most alike first, as long as every member of a group is at least `threshold` like every
 * other (complete linkage): chains of near things never join far ones. Groups and members keep the order of
 * the input, so the outcome depends on nothing else. Cubic in the number of things.
 *
 * @example mergeAlike([1, 1.1, 5], (a, b) => 1 - Math.abs(a - b), 0.8) // [[1, 1.1], [5]]
 */
export function mergeAlike<T>(
  things: readonly T[],
  likeness: (a: T, b: T) => number,
  threshold: number,
): readonly (readonly T[])[] {
  const groups: (readonly number[] | null)[] = things.map((_, index) => [index]);
  const between = things.map((a) => things.map((b) => likeness(a, b)));
  for (;;) {
    let best: { readonly a: number; readonly b: number; readonly likeness: number } | null = null;
    for (let a = 0; a < groups.length; a++)
      for (let b = a + 1; b < groups.length; b++) {
        const value = groups[a] && groups[b] ? between[a]![b]! : -Infinity;
        if (value >= threshold && (best === null || value > best.likeness)) best = { a, b, likeness: value };
      }
    if (best === null) break;
    const { a, b } = best;
    groups[a] = [...groups[a]!, ...groups[b]!].sort((x, y) => x - y);
    groups[b] = null;
    for (let other = 0; other < groups.length; other++) {
      const least = Math.min(between[a]![other]!, between[b]![other]!);
      between[a]![other] = least;
      between[other]![a] = least;
    }
  }
  return groups.flatMap((group) => (group === null ? [] : [group.map((index) => things[index]!)]));
}
