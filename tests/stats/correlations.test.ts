import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CorrelationMeasure, correlationOf } from "../../src/stats/correlation.ts";
import { kendall } from "../../src/stats/kendall.ts";
import { pearson } from "../../src/stats/pearson.ts";
import { spearman } from "../../src/stats/spearman.ts";

const CORRELATIONS = { pearson, spearman, kendall };
const MEASURES: readonly CorrelationMeasure[] = ["pearson", "spearman", "kendall"];

/** Anscombe's first set (The American Statistician 1973); r = .816 there, digits from plain Python. */
const anscombe = {
  x: [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5],
  y: [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68],
};

test("agrees with Anscombe's first set", () => {
  expect(pearson(anscombe.x, anscombe.y)).toBeCloseTo(0.81642051634484, 13);
  expect(spearman(anscombe.x, anscombe.y)).toBeCloseTo(0.8181818181818182, 13);
  expect(kendall(anscombe.x, anscombe.y)).toBeCloseTo(0.6363636363636364, 13);
});

test("agrees with scipy's documented examples that hold ties", () => {
  // scipy.stats.kendalltau([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]) and scipy.stats.spearmanr([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
  expect(kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])).toBeCloseTo(-0.47140452079103173, 14);
  expect(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.8207826816681233, 14);
});

test("agrees with a plain count of pairs where both sides are full of ties", () => {
  // Digits of pi beside digits of e; the sums written out in plain Python.
  const [x, y] = [
    [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5],
    [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4],
  ];
  expect(pearson(x, y)).toBeCloseTo(0.09422924859889796, 13);
  expect(spearman(x, y)).toBeCloseTo(0.1384567651467695, 13);
  expect(kendall(x, y)).toBeCloseTo(0.14757295747452437, 13);
});

describe.each(MEASURES)("%s", (measure) => {
  const correlation = CORRELATIONS[measure];
  const pairs = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), {
    minLength: 2,
    maxLength: 40,
  });
  const sides = (all: readonly (readonly [number, number])[]) =>
    [all.map(([x]) => x), all.map(([, y]) => y)] as const;

  test("is not defined for a constant side, one pair or none", () => {
    expect(correlation([1, 2, 3], [4, 4, 4])).toBeNull();
    expect(correlation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(correlation([1], [2])).toBeNull();
    expect(correlation([], [])).toBeNull();
  });

  test("refuses numbers that are not finite, and lists of unlike length", () => {
    expect(() => correlation([1, Number.NaN], [1, 2])).toThrow(RangeError);
    expect(() => correlation([1, 2], [1, 2, 3])).toThrow(RangeError);
  });

  test("is symmetric, does not mind the order of pairs, and turns its sign when one side is reversed", () => {
    fc.assert(
      fc.property(pairs, (all) => {
        const [x, y] = sides(all);
        const value = correlation(x, y);
        const near = (other: number | null, sign = 1) =>
          value === null ? expect(other).toBeNull() : expect(other).toBeCloseTo(sign * value, 10);
        near(correlation(y, x));
        near(correlation(x.toReversed(), y.toReversed()));
        near(
          correlation(
            x.map((each) => 10 - 2 * each),
            y,
          ),
          -1,
        );
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test("under weights equals the same statistic of repeated pairs", () => {
    const weighted = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 3 }),
      ),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(weighted, (all) => {
        const repeated = all.flatMap(([x, y, times]) => Array.from({ length: times }, () => [x, y] as const));
        const whole = correlation(...sides(repeated));
        const byWeights = correlationOf(
          measure,
          all.map(([x]) => x),
          all.map(([, y]) => y),
        )(all.map(([, , times]) => times));
        if (whole === null) expect(byWeights).toBeNull();
        else expect(byWeights).toBeCloseTo(whole, 10);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
