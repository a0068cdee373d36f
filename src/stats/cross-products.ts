import { checkFinite } from "./check-finite.ts";

/** X'X and X'y of some observations. */
export type CrossProducts = {
  readonly square: readonly (readonly number[])[];
  readonly right: readonly number[];
};

/**
 * The sums of squares and products that least squares need, so that observations can be left out and put together
 * without going through them again. Throws on a value that is not finite.
 *
 * @example crossProducts([[1, 2]], [3], 2) // { square: [[1, 2], [2, 4]], right: [3, 6] }
 */
export function crossProducts(
  rows: readonly (readonly number[])[],
  y: readonly number[],
  size: number,
): CrossProducts {
  const square = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  checkFinite("crossProducts", y);
  rows.forEach((row, index) => {
    checkFinite("crossProducts", row);
    for (let at = 0; at < size; at++) {
      right[at]! += row[at]! * y[index]!;
      for (let other = 0; other < size; other++) square[at]![other]! += row[at]! * row[other]!;
    }
  });
  return { square, right };
}

/** The sums of several bodies of observations, taken together. */
export function addProducts(all: readonly CrossProducts[], size: number): CrossProducts {
  const places = Array.from({ length: size }, (_, at) => at);
  return {
    square: places.map((at) =>
      places.map((other) => all.reduce((sum, { square }) => sum + square[at]![other]!, 0)),
    ),
    right: places.map((at) => all.reduce((sum, { right }) => sum + right[at]!, 0)),
  };
}
