import type { Draws } from "./bootstrap.ts";
import { categoriesOf } from "./categories.ts";
import { type Grouping, groupSizes } from "./grouped-sums.ts";
import { type Metric, metricPoints } from "./metric-points.ts";
import type { Rng } from "./rng.ts";
import { sortedOrder } from "./sorted-order.ts";

const ROUNDING = 1e-9;

/** The stream from which the observed arrangement takes its lot. */
const OBSERVED = -1;

/**
 * How often shuffling ratings within blocks brings ratings of one cell at least as close together as
 * they are: the count of draws whose disagreement inside cells is no larger than the observed. Draws
 * that tie with it, as many do on two or three values, are ordered by lot: counting all of them would
 * make p too large. For λ = 0 the blocks are items (with their wording), the cells a rater on an item;
 * the statistic orders draws as λ and d1 - d0 do, since the total disagreement of a block stays. Exact
 * on any scale. p = (1 + count) / (1 + draws); counts of disjoint draw ranges add up.
 */
export function permutationCount(
  values: ArrayLike<number>,
  metric: Metric,
  blocks: Grouping,
  cells: Grouping,
  { from, to, rngOf }: Draws,
): number {
  const order = sortedOrder(values.length, [blocks, cells]);
  const ends = blockEnds(order.map((row) => blocks.codes[row]!));
  const cellOf = order.map((row) => cells.codes[row]!);
  const coded = metric === "nominal" ? categoriesOf(values).codes : metricPoints(values, metric)[0]!;
  const given = Float64Array.from(order, (row) => coded[row]!);
  const disagreement = (metric === "nominal" ? nominalIn : squaredIn)({ codes: cellOf, size: cells.size });

  const observed = disagreement(given);
  const lot = rngOf(OBSERVED)();
  const tie = ROUNDING * Math.abs(observed);
  const shuffled = new Float64Array(given.length);
  let atLeast = 0;
  for (let draw = from; draw < to; draw++) {
    const rng = rngOf(draw);
    shuffled.set(given);
    shuffleWithin(shuffled, ends, rng);
    const gap = disagreement(shuffled) - observed;
    if (gap < -tie || (gap <= tie && rng() < lot)) atLeast += 1;
  }
  return atLeast;
}

/**
 * Fisher & Yates within every block. The part of a draw that did not go into choosing one place chooses
 * the next: random numbers take most of the time, and a draw has bits for two places.
 */
function shuffleWithin(values: Float64Array, ends: Int32Array, rng: Rng): void {
  let rest = 0;
  for (let row = 0; row < values.length; row++) {
    const scaled = (row % 2 === 0 ? rng() : rest) * (ends[row]! - row);
    const ahead = Math.floor(scaled);
    rest = scaled - ahead;
    const held = values[row]!;
    values[row] = values[row + ahead]!;
    values[row + ahead] = held;
  }
}

/** For every row the row after its block's last. */
function blockEnds(blockOf: Int32Array): Int32Array {
  const ends = new Int32Array(blockOf.length);
  for (let row = blockOf.length - 1; row >= 0; row--)
    ends[row] = blockOf[row + 1] === blockOf[row] ? ends[row + 1]! : row + 1;
  return ends;
}

/** Σ over cells of n Σy² - (Σy)². */
function squaredIn(cells: Grouping): (values: Float64Array) => number {
  const count = groupSizes(cells);
  const sum = new Float64Array(cells.size);
  return (values) => {
    sum.fill(0);
    let total = 0;
    for (let row = 0; row < values.length; row++) {
      const value = values[row]!;
      const cell = cells.codes[row]!;
      sum[cell]! += value;
      total += count[cell]! * value * value;
    }
    for (const each of sum) total -= each * each;
    return total;
  };
}

/** Σ over cells of ordered pairs that fall in unlike categories. */
function nominalIn(cells: Grouping): (codes: Float64Array) => number {
  const pairs = groupSizes(cells).reduce((sum, count) => sum + count * count, 0);
  return (codes) => {
    const size = codes.reduce((most, code) => Math.max(most, code), 0) + 1;
    const tally = new Float64Array(cells.size * size);
    for (let row = 0; row < codes.length; row++) tally[cells.codes[row]! * size + codes[row]!]! += 1;
    return tally.reduce((rest, count) => rest - count * count, pairs);
  };
}
