import type { CrossProducts } from "./cross-products.ts";

/**
 * Ridge regression without an intercept (Hoerl & Kennard, Technometrics 1970): the weights w that make
 * Σ(y - x·w)² + penalty · Σw² least, from (X'X + penalty · I) w = X'y by Cholesky's factors. The larger the
 * penalty the nearer to 0; a penalty above 0 has one solution whatever the columns.
 *
 * @example ridge({ square: [[1, 0], [0, 1]], right: [2, 4] }, 1) // [1, 2]
 */
export function ridge({ square, right }: CrossProducts, penalty: number): number[] {
  if (!(penalty > 0)) throw new RangeError(`ridge: the penalty must be above 0, got ${penalty}`);
  const size = right.length;
  const lower = square.map((row, at) => row.map((value, other) => value + (at === other ? penalty : 0)));
  for (let at = 0; at < size; at++)
    for (let other = 0; other <= at; other++) {
      let sum = lower[at]![other]!;
      for (let k = 0; k < other; k++) sum -= lower[at]![k]! * lower[other]![k]!;
      lower[at]![other] = at === other ? Math.sqrt(sum) : sum / lower[other]![other]!;
    }
  const weights = [...right];
  for (let at = 0; at < size; at++) {
    for (let k = 0; k < at; k++) weights[at]! -= lower[at]![k]! * weights[k]!;
    weights[at]! /= lower[at]![at]!;
  }
  for (let at = size - 1; at >= 0; at--) {
    for (let k = at + 1; k < size; k++) weights[at]! -= lower[k]![at]! * weights[k]!;
    weights[at]! /= lower[at]![at]!;
  }
  return weights;
}
