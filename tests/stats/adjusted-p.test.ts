import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg } from "../../src/stats/benjamini-hochberg.ts";
import { benjaminiYekutieli } from "../../src/stats/benjamini-yekutieli.ts";
import { holm } from "../../src/stats/holm.ts";

const closeTo = (expected: readonly number[]) => expected.map((value) => expect.closeTo(value, 10));

test("agree with the procedures worked by hand, as R's p.adjust defines them", () => {
  const p = [0.01, 0.02, 0.03, 0.04, 0.05];
  expect(holm(p)).toEqual(closeTo([0.05, 0.08, 0.09, 0.09, 0.09]));
  expect(benjaminiHochberg(p)).toEqual(closeTo([0.05, 0.05, 0.05, 0.05, 0.05]));
  expect(benjaminiYekutieli(p)).toEqual(closeTo(Array(5).fill((0.05 * 137) / 60)));
});

test("keep the order given", () => {
  expect(holm([0.04, 0.01, 0.03])).toEqual(closeTo([0.06, 0.03, 0.06]));
  expect(benjaminiHochberg([0.04, 0.01, 0.03])).toEqual(closeTo([0.04, 0.03, 0.04]));
});

test("reproduce Benjamini & Hochberg's worked example of 15 tests (JRSS-B 1995, section 3)", () => {
  // Thrombolysis trial: at .05 Holm rejects three hypotheses, Benjamini & Hochberg four.
  const p = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ];
  expect(holm(p).filter((value) => value <= 0.05)).toHaveLength(3);
  expect(benjaminiHochberg(p).filter((value) => value <= 0.05)).toHaveLength(4);
});

test("never fall below the raw p nor rise above 1, and Yekutieli never below Hochberg", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (p) => {
      for (const adjusted of [holm(p), benjaminiHochberg(p), benjaminiYekutieli(p)])
        adjusted.forEach((value, index) => {
          expect(value).toBeGreaterThanOrEqual(p[index]! - 1e-15);
          expect(value).toBeLessThanOrEqual(1);
        });
      const [less, more] = [benjaminiHochberg(p), benjaminiYekutieli(p)];
      less.forEach((value, index) => void expect(more[index]).toBeGreaterThanOrEqual(value - 1e-15));
    }),
    { seed: 5, numRuns: 200 },
  );
});

test("refuse what is no probability, and take an empty list", () => {
  expect(() => holm([1.2])).toThrow(RangeError);
  expect(() => benjaminiYekutieli([Number.NaN])).toThrow(RangeError);
  expect(holm([])).toEqual([]);
  expect(benjaminiYekutieli([])).toEqual([]);
});
