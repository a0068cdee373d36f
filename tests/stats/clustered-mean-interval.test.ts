import { expect, test } from "vitest";
import { clusteredMeanInterval } from "../../src/stats/clustered-mean-interval.ts";

test("clusters of one give the plain t interval", () => {
  // R: t.test(c(2, 3, 4, 5)) gives 3.5 [1.445740, 5.554260].
  const { mean, low, high } = clusteredMeanInterval([2, 3, 4, 5], [0, 1, 2, 3], 0.95);
  expect(mean).toBe(3.5);
  expect(low).toBeCloseTo(1.44574, 5);
  expect(high).toBeCloseTo(5.55426, 5);
});

test("values repeated within a cluster add no certainty", () => {
  const doubled = clusteredMeanInterval([2, 2, 3, 3], [0, 0, 1, 1], 0.95);
  const single = clusteredMeanInterval([2, 3], [0, 1], 0.95);
  expect(doubled.low).toBeCloseTo(single.low ?? Number.NaN, 12);
  expect(doubled.high).toBeCloseTo(single.high ?? Number.NaN, 12);
});

test("unequal clusters weigh by their values, and order does not matter", () => {
  // By hand: mean 2.25; cluster errors -.25 and .25, times 2/4, so observations 2.125 and 2.375.
  const { mean, low, high } = clusteredMeanInterval([2, 2.5, 2, 2.5], [0, 1, 0, 0], 0.95);
  const turned = clusteredMeanInterval([2.5, 2, 2.5, 2], [0, 0, 1, 0], 0.95);
  expect(mean).toBe(2.25);
  const reach = 12.706204736 * 0.125;
  expect((high ?? 0) - (low ?? 0)).toBeCloseTo(2 * reach, 6);
  expect(turned.low).toBeCloseTo(low ?? Number.NaN, 12);
});

test("one cluster has no interval, nothing has no mean, and what is not finite is refused", () => {
  expect(clusteredMeanInterval([1, 2], [0, 0], 0.95)).toEqual({ mean: 1.5, low: null, high: null });
  expect(clusteredMeanInterval([], [], 0.95)).toEqual({ mean: null, low: null, high: null });
  expect(() => clusteredMeanInterval([Number.NaN], [0], 0.95)).toThrow(RangeError);
});
