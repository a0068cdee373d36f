import { groupSizes } from "../stats/grouped-sums.ts";
import type { Design } from "./design.ts";
import type { Table } from "./table.ts";

const MOST_SKEWNESS = 0.5;
const MOST_AT_AN_END = 0.3;
const MAX_STEPS = 21;

/** Every rater rated every item in every wording, and equally often. */
export function isBalanced(table: Table, { item, rater, block, cell }: Design): boolean {
  const isComplete = block.size * rater.size === cell.size && block.size % item.size === 0;
  if (!isComplete) return false;
  const replicates = table.value.length / cell.size;
  return groupSizes(cell).every((runs) => runs === replicates);
}

/**
 * Whether an interval for normal ratings may be trusted: more than two values, skewness within ±0.5,
 * and on a scale of steps no more than 30 % of the ratings at its lowest or highest value given.
 */
export function looksNormal(table: Table): boolean {
  const { value } = table;
  const steps = new Set<number>();
  let [sum, low, high] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const rating of value) {
    sum += rating;
    low = Math.min(low, rating);
    high = Math.max(high, rating);
    if (steps.size <= MAX_STEPS) steps.add(rating);
  }
  if (steps.size < 3) return false;
  const mean = sum / value.length;
  let [square, cube, atLow, atHigh] = [0, 0, 0, 0];
  for (const rating of value) {
    square += (rating - mean) ** 2;
    cube += (rating - mean) ** 3;
    if (rating === low) atLow += 1;
    if (rating === high) atHigh += 1;
  }
  const skewness = cube / value.length / (square / value.length) ** 1.5;
  const isPiledUp = steps.size <= MAX_STEPS && Math.max(atLow, atHigh) > MOST_AT_AN_END * value.length;
  return Math.abs(skewness) <= MOST_SKEWNESS && !isPiledUp;
}
