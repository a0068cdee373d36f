import { deriveSeed } from "../domain/random.ts";

/**
 * The positions of items in an order that samples them evenly, whatever order they are listed in: source
 * groups by a lot that hangs on their names alone, the items of one group together. The first so many are
 * a fair sample of all.
 */
export function sampleOrder(groups: readonly string[]): readonly number[] {
  const lots = new Map(groups.map((group) => [group, deriveSeed(0, "sample", group)]));
  const lotOf = (index: number): number => lots.get(groups[index] ?? "") ?? 0;
  return [...groups.keys()].toSorted((a, b) => lotOf(a) - lotOf(b) || a - b);
}
