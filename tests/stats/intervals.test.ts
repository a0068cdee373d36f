import { expect, test } from "vitest";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import { bcaInterval } from "../../src/stats/bca-interval.ts";
import { bootstrapDraws } from "../../src/stats/bootstrap.ts";
import { clopperPearson, clopperPearsonUpper } from "../../src/stats/clopper-pearson.ts";
import { expandedLevel, expandedP } from "../../src/stats/expanded-level.ts";
import { jackknife } from "../../src/stats/jackknife.ts";
import { percentileInterval } from "../../src/stats/percentile-interval.ts";

const draws = Array.from(
  { length: 200 },
  (_, index) => ((index * 37) % 101) / 10 + ((index * index) % 7) / 20,
);
const weightedMean = (values: readonly number[]) => (weights: ArrayLike<number>) => {
  const total = values.reduce((sum, _, index) => sum + weights[index]!, 0);
  return total === 0 ? null : values.reduce((sum, value, index) => sum + weights[index]! * value, 0) / total;
};

test("the percentile interval lies between type-7 quantiles", () => {
  expect(percentileInterval([5, 1, 4, 2, 3], 0.5)).toEqual({ low: 2, high: 4 });
  const { low, high } = percentileInterval(draws, 0.9);
  expect([low, high]).toEqual([expect.closeTo(0.5975, 12), expect.closeTo(9.7, 12)]);
});

test("the BCa interval agrees with Efron's formula written out in plain Python", () => {
  const { low, high } = bcaInterval(draws, 4, [1, 2, 2, 3, 9], 0.9);
  expect(low).toBeCloseTo(0.0755297972170682, 7);
  expect(high).toBeCloseTo(8.4, 7);
});

test("the BCa interval is the percentile interval where there is nothing to correct", () => {
  const even = [1, 2, 3, 4, 5, 6, 7];
  const plain = percentileInterval(even, 0.8);
  for (const leftOut of [[1, 2, 3], []]) {
    const { low, high } = bcaInterval(even, 4, leftOut, 0.8);
    expect(low).toBeCloseTo(plain.low, 7);
    expect(high).toBeCloseTo(plain.high, 7);
  }
  const outside = bcaInterval(even, 9, [1, 2, 9], 0.8);
  expect(outside.low).toBeCloseTo(plain.low, 7);
});

test("with few clusters an interval is read at a higher level, and its p-value by the same measure", () => {
  // t(.975, 9) = 2.262157, times √(10/9) = 2.384517; Φ(-2.384517) = .008551.
  expect(expandedLevel(0.95, 10)).toBeCloseTo(1 - 2 * 0.008551, 5);
  expect(expandedLevel(0.95, 100_000)).toBeCloseTo(0.95, 4);
  for (const clusters of [5, 10, 60]) {
    expect(expandedP(1 - expandedLevel(0.95, clusters), clusters)).toBeCloseTo(0.05, 6);
    expect(expandedP(1, clusters)).toBeCloseTo(1, 6);
  }
});

test("the expanded interval of a mean of ten clusters covers it in 93 of 100 cases or more", () => {
  const cases = 300;
  let covered = 0;
  for (let index = 0; index < cases; index++) {
    const rng = rngFrom(deriveSeed("cover", index));
    const values = Array.from({ length: 10 }, () => rng() + rng() + rng() - 1.5);
    const drawn = bootstrapDraws(10, weightedMean(values), {
      from: 0,
      to: 600,
      rngOf: (draw) => rngFrom(deriveSeed("cover", index, draw)),
    }).filter((value) => value !== null);
    const mean = values.reduce((sum, value) => sum + value, 0) / 10;
    const leftOut = jackknife(10, weightedMean(values)).filter((value) => value !== null);
    const { low, high } = bcaInterval(drawn, mean, leftOut, expandedLevel(0.95, 10));
    if (low <= 0 && high >= 0) covered += 1;
  }
  expect(covered / cases).toBeGreaterThanOrEqual(0.93);
});

test("the exact interval of a proportion agrees with R's binom.test(7, 20)", () => {
  const { low, high } = clopperPearson(7, 20, 0.95);
  expect(low).toBeCloseTo(0.1539092, 7);
  expect(high).toBeCloseTo(0.5921885, 7);
});

test("the exact upper bound agrees with bisection on exact binomial sums, and at the ends", () => {
  expect(clopperPearsonUpper(3, 50, 0.95)).toBeCloseTo(0.14783717636418117, 8);
  expect(clopperPearsonUpper(0, 29, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 29), 8);
  expect(clopperPearsonUpper(5, 5, 0.95)).toBe(1);
  expect(clopperPearson(0, 5, 0.95).low).toBe(0);
  expect(() => clopperPearsonUpper(1, 0, 0.95)).toThrow(RangeError);
  expect(() => clopperPearsonUpper(6, 5, 0.95)).toThrow(RangeError);
});

test("draws made in two parts are the draws made in one", () => {
  const statistic = weightedMean([1, 2, 3, 4, 10]);
  const rngOf = (draw: number) => rngFrom(1000 + draw);
  const whole = bootstrapDraws(5, statistic, { from: 0, to: 40, rngOf });
  const parts = [
    ...bootstrapDraws(5, statistic, { from: 0, to: 15, rngOf }),
    ...bootstrapDraws(5, statistic, { from: 15, to: 40, rngOf }),
  ];
  expect(parts).toEqual(whole);
  expect(new Set(whole).size).toBeGreaterThan(10);
});

test("the bootstrap's spread is that of the mean, and draws without a value are null", () => {
  const values = Array.from({ length: 50 }, (_, index) => index);
  const drawn = bootstrapDraws(50, weightedMean(values), {
    from: 0,
    to: 4000,
    rngOf: (draw) => rngFrom(draw + 7),
  }).filter((value) => value !== null);
  const centre = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
  const spread = Math.sqrt(drawn.reduce((sum, value) => sum + (value - centre) ** 2, 0) / drawn.length);
  // Population variance of 0 … 49 is (50² - 1)/12.
  expect(Math.abs(spread / Math.sqrt(2499 / 12 / 50) - 1)).toBeLessThan(0.05);
  const nothing = bootstrapDraws(2, (weights) => (weights[0] === 0 ? null : 1), {
    from: 0,
    to: 50,
    rngOf: (draw) => rngFrom(draw),
  });
  expect(nothing).toContain(null);
  expect(nothing).toContain(1);
});

test("the jackknife leaves out one cluster at a time", () => {
  expect(jackknife(3, weightedMean([1, 2, 6]))).toEqual([4, 3.5, 1.5]);
  expect(jackknife(1, weightedMean([1]))).toEqual([null]);
});
