import { expect, test } from "vitest";
import { addProducts, crossProducts } from "../../src/stats/cross-products.ts";
import { ridge } from "../../src/stats/ridge.ts";

const X = [
  [1, 2],
  [3, 1],
  [0, 4],
  [2, 2],
];
const Y = [3, 5, 2, 6];

test("ridge solves the normal equations with the penalty on their diagonal", () => {
  // (X'X + 2I) = [[16, 9], [9, 27]], X'y = [30, 31]: by Cramer's rule over the determinant 351.
  const [first, second] = ridge(crossProducts(X, Y, 2), 2);
  expect(first).toBeCloseTo((30 * 27 - 31 * 9) / 351, 12);
  expect(second).toBeCloseTo((16 * 31 - 9 * 30) / 351, 12);
});

test("a large penalty leaves weights near 0, whatever the columns", () => {
  const same = X.map(([one]) => [one!, one!]);
  for (const weight of ridge(crossProducts(same, Y, 2), 1e9)) expect(Math.abs(weight)).toBeLessThan(1e-6);
  const [a, b] = ridge(crossProducts(same, Y, 2), 1);
  expect(a).toBeCloseTo(b!, 12);
});

test("observations summed in parts are those summed at once", () => {
  const parts = [crossProducts(X.slice(0, 1), Y.slice(0, 1), 2), crossProducts(X.slice(1), Y.slice(1), 2)];
  expect(addProducts(parts, 2)).toEqual(crossProducts(X, Y, 2));
});

test("a value that is not finite and a penalty of 0 are refused", () => {
  expect(() => crossProducts([[Number.NaN, 1]], [1], 2)).toThrow(RangeError);
  expect(() => ridge(crossProducts(X, Y, 2), 0)).toThrow(RangeError);
});
