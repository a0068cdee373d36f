import { expect, test } from "vitest";
import { armDifferenceVariance, generalizability } from "../../src/stats/generalizability.ts";
import { F1 } from "./f1.ts";

const COMPONENTS = {
  item: 1.201389,
  rater: 0.541667,
  itemRater: 0.270833,
  run: 0.291667,
};
const SIZES = { items: 4, raters: 3, framings: 1, sets: 1, replicates: 2 };

test.each(["item", "rater"] as const)("F1's coefficients at its own size, object: %s", (object) => {
  const found = generalizability(object, COMPONENTS, SIZES);
  expect(found.relative).toBeCloseTo(F1.coefficients[object].relative!, 5);
  expect(found.dependability).toBeCloseTo(F1.coefficients[object].dependability!, 5);
});

test("wordings are averaged over like any other facet", () => {
  const components = { item: 1, rater: 0.5, itemRater: 0.4, itemFraming: 0.3, raterFraming: 0.2, run: 0.6 };
  const sizes = { items: 10, raters: 2, framings: 3, sets: 1, replicates: 2 };
  const relative = 0.4 / 2 + 0.3 / 3 + 0.6 / 12;
  const absolute = relative + 0.5 / 2 + 0.2 / 6;
  const found = generalizability("item", components, sizes);
  expect(found.relative).toBeCloseTo(1 / (1 + relative), 12);
  expect(found.dependability).toBeCloseTo(1 / (1 + absolute), 12);
});

test("an unknown part leaves no coefficient, and a negative component stays in the sum", () => {
  expect(generalizability("item", { ...COMPONENTS, run: null }, SIZES).relative).toBeNull();
  expect(generalizability("item", { ...COMPONENTS, item: -0.1 }, SIZES).relative).toBeLessThan(0);
  expect(generalizability("item", { item: -5, itemRater: 0.1, run: 0.1 }, SIZES).relative).toBeNull();
});

test("replicates never shrink what personas owe to themselves", () => {
  const variance = (replicates: number) => armDifferenceVariance(COMPONENTS, 0.1, { ...SIZES, replicates })!;
  expect(variance(2)).toBeCloseTo(2 * (0.541667 / 3 + 0.270833 / 12 + 0.291667 / 24 + 0.1 / 4), 12);
  expect(variance(1e9)).toBeGreaterThan((2 * 0.541667) / 3);
});
