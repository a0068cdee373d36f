import { expect, test } from "vitest";
import { chiSquareQuantile } from "../../src/stats/distributions.ts";
import { logRatioInterval } from "../../src/stats/log-ratio-interval.ts";

/** Left-out estimates whose jackknife variance is given: (n - 1)/n · n · d². */
function leftOut(n: number, variance: number): number[] {
  const step = Math.sqrt(variance / (n - 1));
  return Array.from({ length: n }, (_, index) => (index % 2 === 0 ? step : -step));
}

const NONE = [0, 0];

test("what items and raters share is counted once", () => {
  const twice = logRatioInterval(0, { items: leftOut(30, 0.2), raters: leftOut(8, 0.2), cells: NONE }, 0.95);
  const once = logRatioInterval(
    0,
    { items: leftOut(30, 0.2), raters: leftOut(8, 0.2), cells: leftOut(240, 0.2) },
    0.95,
  );
  expect(once.high - once.low).toBeLessThan(twice.high - twice.low);
});

test("it is never narrower than either jackknife alone would make it", () => {
  const alone = logRatioInterval(0, { items: leftOut(30, 0.2), raters: NONE, cells: NONE }, 0.95);
  const over = logRatioInterval(
    0,
    { items: leftOut(30, 0.2), raters: leftOut(8, 0.1), cells: leftOut(240, 0.5) },
    0.95,
  );
  expect(over).toEqual(alone);
});

test("the bounds are those of a mean square with the degrees of freedom that give the variance", () => {
  // The variance of ln χ²/ν on two degrees of freedom is π²/6.
  const { low, high } = logRatioInterval(
    1,
    { items: leftOut(30, Math.PI ** 2 / 6), raters: NONE, cells: NONE },
    0.95,
  );
  expect(low).toBeCloseTo(1 - Math.log(chiSquareQuantile(0.975, 2) / 2), 6);
  expect(high).toBeCloseTo(1 - Math.log(chiSquareQuantile(0.025, 2) / 2), 6);
});

test("estimates that do not move have no width", () => {
  expect(logRatioInterval(0.4, { items: NONE, raters: NONE, cells: NONE }, 0.95)).toEqual({
    low: 0.4,
    high: 0.4,
  });
});
