import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import {
  chiSquareDraw,
  chiSquareQuantile,
  fCumulative,
  fQuantile,
  normalQuantile,
  tCumulative,
  tQuantile,
} from "../../src/stats/distributions.ts";
import { trigamma, trigammaInverse } from "../../src/stats/trigamma.ts";

test("quantiles as printed in tables of the t, F, chi-square and normal distributions", () => {
  expect(tQuantile(0.975, 7)).toBeCloseTo(2.364624, 6);
  expect(fQuantile(0.95, 4, 12)).toBeCloseTo(3.259167, 6);
  expect(chiSquareQuantile(0.975, 10)).toBeCloseTo(20.483177, 6);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
});

test("cumulative shares undo quantiles", () => {
  expect(tCumulative(tQuantile(0.9, 3), 3)).toBeCloseTo(0.9, 8);
  expect(fCumulative(fQuantile(0.1, 5, 9), 5, 9)).toBeCloseTo(0.1, 8);
});

test.each([1, 2, 14, 480])(
  "chi-square draws on %d degrees of freedom have their mean, variance and tail",
  (df) => {
    const rng = rngFrom(df);
    const draws = Array.from({ length: 100_000 }, () => chiSquareDraw(df, rng));
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    expect(mean / df).toBeCloseTo(1, 1.5);
    expect(variance / (2 * df)).toBeCloseTo(1, 1);
    const beyond = draws.filter((draw) => draw > chiSquareQuantile(0.975, df)).length / draws.length;
    expect(beyond).toBeCloseTo(0.025, 2);
  },
);

test("the trigamma function at 1, 1/2 and 10, and its inverse", () => {
  expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 9);
  expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 9);
  expect(trigamma(10)).toBeCloseTo(0.1051663357, 9);
  for (const value of [0.01, 0.12, 3, 400]) expect(trigamma(trigammaInverse(value))).toBeCloseTo(value, 9);
});
