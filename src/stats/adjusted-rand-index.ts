import { checkPaired } from "./check-finite.ts";

const pairs = (count: number): number => (count * (count - 1)) / 2;

function pairsWithin(labels: readonly (number | string)[]): number {
  const sizes = new Map<number | string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
}

/**
 * Adjusted Rand index of two clusterings of the same things: how many pairs they put together alike, less
 * what chance would, (index - expected) / (mean of the two maxima - expected). 1 is the same clustering
 * whatever the labels, about 0 chance, negative worse. Null where chance leaves no room: both are one
 * cluster, or both are all singles. Throws on lists of unequal length. Hubert and Arabie 1985.
 *
 * @example adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2]) // 4/7
 */
export function adjustedRandIndex(a: readonly number[], b: readonly number[]): number | null {
  checkPaired("adjustedRandIndex", a, b);
  const [inA, inB] = [pairsWithin(a), pairsWithin(b)];
  const inBoth = pairsWithin(a.map((label, at) => `${label},${b[at]}`));
  const all = pairs(a.length);
  const expected = all === 0 ? 0 : (inA * inB) / all;
  const room = (inA + inB) / 2 - expected;
  return room === 0 ? null : (inBoth - expected) / room;
}
