import type { Table } from "./table.ts";

/**
 * What counts as the same answer: ratings that fall on the same point of a grid. `step` is the
 * scale's own step; half of it is the smallest difference that matters.
 */
export type AnswerGrid = { readonly origin: number; readonly step: number };

const STEPS = [1, 0.5, 0.25, 0.2, 0.1, 0.05];
const MOST_STEPS = 20;
const COARSE_STEPS = 4;

/**
 * The grid of several tables' ratings: the widest of the usual steps on which all of them lie, unless
 * the scale then has more than 21 points. Ratings on no such grid are read as coarsely as a
 * five-point scale would: in quarters of the range.
 *
 * @example answerGrid([table]) // { origin: 1, step: 1 } for ratings 1 to 5
 */
export function answerGrid(tables: readonly Table[]): AnswerGrid {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const distinct = new Set<number>();
  for (const { scale, value } of tables) {
    if (scale !== null) [low, high] = [Math.min(low, scale[0]), Math.max(high, scale[1])];
    for (const each of value) {
      low = Math.min(low, each);
      high = Math.max(high, each);
      if (distinct.size <= MOST_STEPS + 1) distinct.add(each);
    }
  }
  if (!(high > low)) return { origin: Number.isFinite(low) ? low : 0, step: 1 };
  const origin = low;
  const fits = (step: number): boolean =>
    (high - low) / step <= MOST_STEPS && [...distinct].every((each) => isMultiple(each - origin, step));
  return { origin, step: STEPS.find(fits) ?? (high - low) / COARSE_STEPS };
}

/** The point of the grid nearest to a rating, counted from the grid's origin. */
export function answerOf(grid: AnswerGrid, value: number): number {
  return Math.round((value - grid.origin) / grid.step);
}

/** Whether two values are nearer than half a step: too near for the difference to matter. */
export function areAlike(grid: AnswerGrid, one: number, other: number): boolean {
  return Math.abs(one - other) <= grid.step / 2 + ROUNDING * grid.step;
}

const ROUNDING = 1e-9;

function isMultiple(difference: number, step: number): boolean {
  const steps = difference / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6;
}
