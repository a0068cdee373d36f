import { crossGroupings, type Grouping } from "./grouped-sums.ts";
import type { Cells, PairTerms } from "./pair-terms.ts";
import type { Weights } from "./weights.ts";

/** Pair terms under weights of the levels of each facet; null stands for 1 throughout. */
export type WeightedPairTerms = (weights: readonly (Weights | null)[]) => PairTerms;

/**
 * Pair terms of resampled data without copying them: a level that counts w times is w levels, and a
 * pair of two of its copies is a pair of different levels that never was, so it is left out. With all
 * weights 1 these are the plain pair terms.
 *
 * @example weightedPairTerms(cells)([itemWeights, raterWeights])
 */
export function weightedPairTerms({ sums, facets }: Cells): WeightedPairTerms {
  const length = sums.count.length;
  const all = 2 ** facets.length - 1;
  const has = (set: number, facet: number): boolean => ((set >> facet) & 1) === 1;
  const groupings = Array.from({ length: all + 1 }, (_, set) =>
    crossGroupings(
      facets.filter((_, facet) => has(set, facet)),
      length,
    ),
  );
  const scratch = scratchFor(Math.max(...groupings.map(({ size }) => size)));
  return (weights) => {
    const total = new Float64Array(all + 1);
    const pairs = new Float64Array(all + 1);
    const products = Array.from({ length: all + 1 }, (_, set) =>
      productOf(facets, weights, (facet) => has(set, facet), length),
    );
    // A cell of weight 0 has no part in any pair: half of a resample's cells or more.
    const drawn = nonZero(products[all]!);
    for (let set = 0; set <= all; set++) {
      // Shared levels count once, the others once on either side of the pair.
      const once = products[set]!;
      const twice = products[all & ~set]!;
      for (let wider = set; wider <= all; wider = (wider + 1) | set) {
        const sign = bitsIn(wider & ~set) % 2 === 0 ? 1 : -1;
        const shared = pairsSharing(sums, drawn, groupings[wider]!, once, twice, scratch);
        total[set]! += sign * shared.total;
        pairs[set]! += sign * shared.pairs;
      }
      // Only pairs within a cell can be a rating with itself.
      if (set === all)
        for (let cell = 0; cell < length; cell++) pairs[set]! -= (once[cell]! * sums.count[cell]!) / 2;
    }
    return { total, pairs };
  };
}

/** Room for the sums over groups, used again in every call: resampling makes thousands of them. */
type Scratch = { readonly count: Float64Array; readonly square: Float64Array; readonly weight: Float64Array };

function scratchFor(size: number): Scratch {
  return { count: new Float64Array(size), square: new Float64Array(size), weight: new Float64Array(size) };
}

function nonZero(weights: Float64Array): Int32Array {
  const cells = new Int32Array(weights.length);
  let count = 0;
  for (let cell = 0; cell < weights.length; cell++) if (weights[cell] !== 0) cells[count++] = cell;
  return cells.subarray(0, count);
}

function productOf(
  facets: readonly Grouping[],
  weights: readonly (Weights | null)[],
  isTaken: (facet: number) => boolean,
  length: number,
): Float64Array {
  const product = new Float64Array(length).fill(1);
  facets.forEach(({ codes }, facet) => {
    const own = weights[facet] ?? null;
    if (own === null || !isTaken(facet)) return;
    for (let cell = 0; cell < length; cell++) product[cell]! *= own[codes[cell]!]!;
  });
  return product;
}

/** Half of all ordered pairs within groups, a rating with itself included. */
function pairsSharing(
  sums: Cells["sums"],
  drawn: Int32Array,
  { codes, size }: Grouping,
  once: Float64Array,
  twice: Float64Array,
  { count, square, weight }: Scratch,
): { readonly total: number; readonly pairs: number } {
  count.fill(0, 0, size);
  square.fill(0, 0, size);
  for (const cell of drawn) {
    const group = codes[cell]!;
    count[group]! += twice[cell]! * sums.count[cell]!;
    square[group]! += twice[cell]! * sums.square[cell]!;
    weight[group] = once[cell]!;
  }
  let [total, pairs] = [0, 0];
  // A group without a drawn cell keeps an old weight, times a count of 0.
  for (let group = 0; group < size; group++) {
    total += weight[group]! * count[group]! * square[group]!;
    pairs += weight[group]! * count[group]! * count[group]!;
  }
  for (const axis of sums.sum) {
    square.fill(0, 0, size);
    for (const cell of drawn) square[codes[cell]!]! += twice[cell]! * axis[cell]!;
    for (let group = 0; group < size; group++) total -= weight[group]! * square[group]! * square[group]!;
  }
  return { total: total / 2, pairs: pairs / 2 };
}

function bitsIn(set: number): number {
  let bits = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) bits += 1;
  return bits;
}
