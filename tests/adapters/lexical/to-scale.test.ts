import fc from "fast-check";
import { expect, test } from "vitest";
import { fromScale, toScale } from "../../../src/adapters/lexical/to-scale.ts";
import { isOnScale, type Scale } from "../../../src/domain/rubric.ts";

const LIKERT: Scale = { min: 1, max: 5, step: 1, level: "ordinal" };

test("a scale without steps takes the rating as it is, between its bounds", () => {
  expect(toScale(4, { min: 0, max: 1, level: "probability" }, 0.3)).toEqual({ value: 0.75, odds: 1 });
  expect(toScale(1, { min: -10, max: 10, level: "interval" }, 0.3)).toEqual({ value: -10, odds: 1 });
});

test("between two steps the lot decides, in proportion to nearness", () => {
  expect(toScale(3.25, LIKERT, 0.7)?.value).toBe(3);
  expect(toScale(3.25, LIKERT, 0.8)?.value).toBe(4);
  expect(toScale(3.25, LIKERT, 0.7)?.odds).toBeCloseTo(0.75, 12);
  const lots = Array.from({ length: 1000 }, (_, index) => (index + 0.5) / 1000);
  const mean = lots.reduce((sum, lot) => sum + toScale(3.25, LIKERT, lot)!.value, 0) / lots.length;
  expect(mean).toBeCloseTo(3.25, 2);
});

test("a rating on a step stays there, whatever the lot", () => {
  for (const lot of [0, 0.5, 0.999]) expect(toScale(4, LIKERT, lot)).toEqual({ value: 4, odds: 1 });
});

test("two categories are the ends of a scale, more have no order", () => {
  expect(toScale(5, { min: 0, max: 1, step: 1, level: "nominal" }, 0.5)?.value).toBe(1);
  expect(toScale(5, { min: 0, max: 2, step: 1, level: "nominal" }, 0.5)).toBeNull();
});

test("every rating is legal on every scale", () => {
  const scales = fc
    .record({
      min: fc.integer({ min: -50, max: 50 }),
      range: fc.integer({ min: 1, max: 100 }),
      step: fc.option(fc.constantFrom(0.1, 0.25, 0.3, 1, 3), { nil: undefined }),
    })
    .map(
      ({ min, range, step }): Scale => ({
        min,
        max: min + range,
        level: "interval",
        ...(step === undefined ? {} : { step }),
      }),
    );
  fc.assert(
    fc.property(
      scales,
      fc.double({ min: 1, max: 5, noNaN: true }),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (scale, rating, lot) => {
        const scaled = toScale(rating, scale, lot)!;
        expect(isOnScale(scale, scaled.value)).toBe(true);
        expect(scaled.odds).toBeGreaterThanOrEqual(0);
        expect(scaled.odds).toBeLessThanOrEqual(1);
      },
    ),
    { seed: 4 },
  );
});

test("a value goes back to between 1 and 5", () => {
  expect(fromScale(0.75, { min: 0, max: 1, level: "probability" })).toBe(4);
});
