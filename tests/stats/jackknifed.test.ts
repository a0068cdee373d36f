import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { bootstrapP } from "../../src/stats/bootstrap-p.ts";
import { clusteredMean } from "../../src/stats/clustered-mean.ts";
import { jackknifed, tInterval } from "../../src/stats/jackknifed.ts";
import { ones } from "../../src/stats/weights.ts";

const mean = (values: readonly number[]) =>
  clusteredMean(
    values,
    values.map((_, index) => index),
    values.length,
  );

test("the jackknife error of a mean is s/√n, and its interval that of the t test", () => {
  // scipy.stats.t.interval on 1, 2, 6: mean 3, s = √7, t(.975, 2) = 4.302653.
  const result = jackknifed(3, mean([1, 2, 6]))!;
  expect(result).toEqual({ value: 3, error: expect.closeTo(Math.sqrt(7 / 3), 12), freedom: 2 });
  expect(tInterval(result, 0.95).low).toBeCloseTo(3 - 4.302653 * Math.sqrt(7 / 3), 5);
  expect(tInterval(result, 0.95).high).toBeCloseTo(3 + 4.302653 * Math.sqrt(7 / 3), 5);
});

test("a statistic that never changes has an interval without width", () => {
  expect(tInterval(jackknifed(4, mean([2, 2, 2, 2]))!, 0.95)).toEqual({ low: 2, high: 2 });
});

test("there is no jackknife of one cluster, of none, or where leaving one out leaves nothing", () => {
  expect(jackknifed(1, mean([1]))).toBeNull();
  expect(jackknifed(0, mean([]))).toBeNull();
  expect(jackknifed(2, (weights) => (weights[0] === 0 ? null : 1))).toBeNull();
});

test("a mean of clustered values counts each value as often as its cluster", () => {
  const statistic = clusteredMean([1, 2, 6], [0, 0, 1], 2);
  expect(statistic(ones(2))).toBe(3);
  expect(statistic([1, 3])).toBeCloseTo(4.2, 12);
  expect(statistic([0, 0])).toBeNull();
});

test("a bootstrap p is twice the smaller tail, never 0 and never above 1", () => {
  expect(bootstrapP(Array.from({ length: 99 }, () => 0.3))).toBeCloseTo(0.02, 12);
  expect(bootstrapP([...Array.from({ length: 95 }, () => 1), -1, -1, -1, -1])).toBeCloseTo(0.1, 12);
  expect(bootstrapP([0.1, -0.1])).toBe(1);
  expect(bootstrapP([0, 0, 0])).toBe(1);
});

test("with thousands of clusters groups are left out, and the error of a mean stays what it is", () => {
  const rng = rngFrom(1);
  const values = Array.from({ length: 3000 }, rng);
  const estimate = jackknifed(values.length, (weights) => {
    const total = values.reduce((sum, value, index) => sum + weights[index]! * value, 0);
    return total / values.reduce((sum, _, index) => sum + weights[index]!, 0);
  })!;
  expect(estimate.freedom).toBe(199);
  // A uniform number has variance 1/12.
  expect(estimate.error / Math.sqrt(1 / 12 / 3000)).toBeCloseTo(1, 0.8);
});
