import type { Table } from "./table.ts";

/**
 * What counts as the same answer: ratings that fall on the same point of a grid. `step` is the
 * scale's own step; half of it is the smallest difference that matters.
 */
export type AnswerGrid = { readonly origin: number; readonly step: number };

const STEPS = [1, 0.5, 0.25, 0.2, 0.1, 0.05];
const MOST_STEPS = 20;
const COARSE_STEPS = 4;
const ON_GRID = 0.95;
const MOST_DISTINCT = 500;

/**
 * The grid of several tables' ratings: the widest of the usual steps on which nineteen ratings in twenty
 * lie, so that a stray 2.5 does not halve a scale of whole numbers, unless the scale then has more than 21
 * points. Ratings on no such grid are read as coarsely as a five-point scale would: in quarters of the range.
 *
 * @example answerGrid([table]) // { origin: 1, step: 1 } for ratings 1 to 5
 */
export function answerGrid(tables: readonly Table[]): AnswerGrid {
  const bounds = tables.flatMap(({ scale }) => scale ?? []);
  const counts = new Map<number, number>();
  for (const { value } of tables)
    for (const each of value) {
      const count = counts.get(each);
      if (count !== undefined || counts.size < MOST_DISTINCT) counts.set(each, (count ?? 0) + 1);
    }
  for (const { value } of tables) bounds.push(...extremes(value));
  const low = Math.min(...bounds);
  const high = Math.max(...bounds);
  if (!(high > low)) return { origin: bounds.length === 0 ? 0 : low, step: 1 };
  const ratings = tables.reduce((sum, { value }) => sum + value.length, 0);
  const fits = (step: number): boolean => {
    let on = 0;
    for (const [value, count] of counts) if (isMultiple(value - low, step)) on += count;
    return (high - low) / step <= MOST_STEPS && on >= ON_GRID * ratings;
  };
  return { origin: low, step: STEPS.find(fits) ?? (high - low) / COARSE_STEPS };
}

function extremes(values: Float64Array): readonly number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 ? [] : [low, high];
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
