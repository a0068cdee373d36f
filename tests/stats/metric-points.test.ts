import { expect, test } from "vitest";
import { categoriesOf } from "../../src/stats/categories.ts";
import { type Metric, metricPoints } from "../../src/stats/metric-points.ts";

const VALUES = [5, 1, 5, 2, 4.5];

function half(metric: Metric, one: number, other: number): number {
  return metricPoints(VALUES, metric).reduce((sum, axis) => sum + (axis[one]! - axis[other]!) ** 2 / 2, 0);
}

test("half the squared distance of two points is the metric's difference of two ratings", () => {
  expect(half("interval", 0, 1)).toBe(8);
  expect(half("nominal", 0, 1)).toBe(1);
  expect(half("nominal", 0, 2)).toBe(0);
  // Krippendorff's ordinal difference: ratings 1, 2, 4.5, 5, 5; from 1 to 5 that is 1 + 1 + 1 + 2 - (1 + 2)/2.
  expect(half("ordinal", 0, 1)).toBe(3.5 ** 2 / 2);
});

test("equal ratings lie at exactly the same point, however far from zero", () => {
  const [axis] = metricPoints([0.1 + 1e6, 0.1 + 1e6], "interval");
  expect([...Float64Array.from(axis!)]).toEqual([0, 0]);
});

test("categories are the distinct values in order, with their counts", () => {
  const { values, counts, codes } = categoriesOf(VALUES);
  expect([...values]).toEqual([1, 2, 4.5, 5]);
  expect([...counts]).toEqual([1, 1, 1, 2]);
  expect([...codes]).toEqual([3, 0, 3, 1, 2]);
});

test("a number that is not finite never gets a point", () => {
  expect(() => metricPoints([1, Number.NaN], "interval")).toThrow(/finite/);
});
