import type { Draws } from "./bootstrap.ts";
import type { Grouping } from "./grouped-sums.ts";
import type { Points } from "./metric-points.ts";
import { sortedOrder } from "./sorted-order.ts";

/**
 * How often shuffling ratings within blocks brings ratings of one cell at least as close together as
 * they are: the count of draws whose disagreement inside cells is no larger than the observed. For
 * λ = 0 the blocks are items (with their wording), the cells a rater on an item; the statistic orders
 * draws as λ and d1 - d0 do, since the total disagreement of a block stays. Exact on any scale.
 * p = (1 + count) / (1 + draws); counts of disjoint draw ranges add up.
 */
export function permutationCount(
  points: Points,
  blocks: Grouping,
  cells: Grouping,
  { from, to, rngOf }: Draws,
): number {
  const order = sortedOrder(blocks.codes.length, [blocks, cells]);
  const cellOf = order.map((row) => cells.codes[row]!);
  const blockOf = order.map((row) => blocks.codes[row]!);
  const axes = points.map((axis) => Float64Array.from(order, (row) => axis[row]!));
  const count = new Float64Array(cells.size);
  for (const cell of cellOf) count[cell]! += 1;

  const disagreement = (source: Int32Array): number => {
    let total = 0;
    for (const axis of axes) {
      const sum = new Float64Array(cells.size);
      for (let row = 0; row < source.length; row++) {
        const value = axis[source[row]!]!;
        const cell = cellOf[row]!;
        sum[cell]! += value;
        total += count[cell]! * value * value;
      }
      for (const value of sum) total -= value * value;
    }
    return total;
  };

  const source = Int32Array.from(order.keys());
  const observed = disagreement(source);
  const tolerance = 1e-9 * Math.abs(observed);
  let atLeast = 0;
  for (let draw = from; draw < to; draw++) {
    const rng = rngOf(draw);
    for (let row = 0; row < source.length; row++) source[row] = row;
    shuffleWithin(source, blockOf, rng);
    if (disagreement(source) <= observed + tolerance) atLeast += 1;
  }
  return atLeast;
}

/** Fisher & Yates within each run of equal block codes. */
function shuffleWithin(source: Int32Array, blockOf: Int32Array, rng: () => number): void {
  let start = 0;
  for (let row = 0; row < source.length; row++) {
    if (blockOf[row] !== blockOf[start]) start = row;
    const other = start + Math.floor(rng() * (row - start + 1));
    const held = source[row]!;
    source[row] = source[other]!;
    source[other] = held;
  }
}
