import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { adjustedRandIndex } from "../../src/stats/adjusted-rand-index.ts";

/** The documented examples of sklearn.metrics.adjusted_rand_score and of its user guide, to two places. */
test.each([
  [[0, 0, 1, 1], [0, 0, 1, 1], 1],
  [[0, 0, 1, 1], [1, 1, 0, 0], 1],
  [[0, 0, 1, 2], [0, 0, 1, 1], 0.57],
  [[0, 0, 1, 1], [0, 0, 1, 2], 0.57],
  [[0, 0, 0, 0], [0, 1, 2, 3], 0],
  [[0, 0, 1, 1], [0, 1, 0, 1], -0.5],
  [[0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2], 0.24],
])("%j against %j is scikit-learn's %d", (a, b, expected) => {
  expect(adjustedRandIndex(a, b)).toBeCloseTo(expected, 2);
  expect(adjustedRandIndex(b, a)).toBe(adjustedRandIndex(a, b));
});

test("names of labels and the order of things do not matter, chance is about 0", () => {
  const rng = rngFrom(3);
  const a = Array.from({ length: 2000 }, () => Math.floor(rng() * 4));
  const b = Array.from({ length: 2000 }, () => Math.floor(rng() * 3));
  expect(adjustedRandIndex(a, b)).toBeCloseTo(0, 2);
  expect(
    adjustedRandIndex(
      a,
      a.map((label) => 9 - label),
    ),
  ).toBe(1);
  expect(adjustedRandIndex(a.toReversed(), b.toReversed())).toBe(adjustedRandIndex(a, b));
});

test("clusterings that leave nothing to chance have no index", () => {
  expect(adjustedRandIndex([0, 0, 0], [1, 1, 1])).toBeNull();
  expect(adjustedRandIndex([0, 1, 2], [2, 1, 0])).toBeNull();
  expect(adjustedRandIndex([0], [0])).toBeNull();
  expect(adjustedRandIndex([], [])).toBeNull();
  expect(() => adjustedRandIndex([0, 1], [0])).toThrow();
});
