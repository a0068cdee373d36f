import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { itemArmVariance } from "../../src/analysis/item-arm.ts";
import { prepare } from "../../src/analysis/prepared.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { normalDraw } from "../../src/stats/distributions.ts";
import { F1 } from "../stats/f1.ts";
import { designRows, f1Rows, rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 200, permutations: 50 };

test("F1's coefficients for items, raters and cells", () => {
  const { relative, dependability, persona, cell } = analyze(f1Rows(), QUICK).conditions[0]!
    .generalizability!;
  expect(relative.value).toBeCloseTo(F1.coefficients.item.relative!, 6);
  expect(dependability.value).toBeCloseTo(F1.coefficients.item.dependability!, 6);
  expect(persona!.relative.value).toBeCloseTo(F1.coefficients.rater.relative!, 6);
  expect(persona!.dependability.value).toBeCloseTo(F1.coefficients.rater.dependability!, 6);
  expect(cell!.value).toBeCloseTo(F1.coefficients.cell, 6);
});

test("the plan holds the design at hand with its own coefficient, calls and price", () => {
  const condition = { arm: "grounded", phase: "initial" as const };
  const callCosts = [{ condition, tokens: 500, money: 0.01 }];
  const { plan, relative, dependability } = analyze(f1Rows(), { ...QUICK, callCosts }).conditions[0]!
    .generalizability!;
  const own = plan.find(({ raters, replicates }) => raters === 3 && replicates === 2)!;
  expect(own).toMatchObject({ framings: 1, calls: 24, tokens: 12_000, money: 0.24 });
  expect(own.relative).toBeCloseTo(relative.value!, 12);
  expect(own.dependability).toBeCloseTo(dependability.value!, 12);
});

test("the cheapest design reaches Φ of .8 and none that reaches it takes fewer calls", () => {
  const { plan, cheapest, target } = analyze(f1Rows(), QUICK).conditions[0]!.generalizability!;
  const chosen = plan[cheapest!]!;
  expect(target).toBe(0.8);
  expect(chosen.dependability).toBeGreaterThanOrEqual(0.8);
  for (const row of plan.filter(({ dependability }) => dependability >= 0.8))
    expect(row.calls).toBeGreaterThanOrEqual(chosen.calls);
});

test("without prices a plan has none", () => {
  const { plan } = analyze(f1Rows(), QUICK).conditions[0]!.generalizability!;
  expect(plan.every(({ tokens, money }) => tokens === null && money === null)).toBe(true);
});

test("annotators who each rated one item give dependability but no ranking coefficient", () => {
  const quality = [1, 2, 4, 5, 3, 2];
  const rows = quality.flatMap((value, item) =>
    [-1, 0, 1].map((off, rater) =>
      rating({ item: `i${item}`, rater: `r${item}-${rater}`, value: value + off / 2 }),
    ),
  );
  const { relative, dependability } = analyze(rows, QUICK).conditions[0]!.generalizability!;
  expect(relative).toMatchObject({ value: null, reason: expect.stringMatching(/no rater rated two items/) });
  expect(dependability.value).toBeGreaterThan(0.9);
});

/** Two arms on the same items, each item taking each arm in its own way. */
function twoArms(seed: number, itemArm: number): readonly Rating[] {
  const rng = rngFrom(seed);
  return ["grounded", "invented"].flatMap((arm) => {
    const taken = Array.from({ length: 60 }, () => Math.sqrt(itemArm) * normalDraw(rng));
    return designRows(
      { items: 60, raters: 4, replicates: 2 },
      (item) => taken[item]! + 0.5 * normalDraw(rng),
    ).map((row) => ({ ...row, arm }));
  });
}

test.each([0, 0.5])("how items take the arms is told from the panels' own error: %d", (truth) => {
  let mean = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const [own, other] = tabulate(twoArms(seed, truth)).filter(({ dimension }) => dimension !== "*");
    mean += itemArmVariance(prepare(own!), [prepare(other!)]) / 20;
  }
  expect(mean).toBeCloseTo(truth, 1);
});

test("what items do to arms raises the difference that can be found", () => {
  const detectable = (itemArm: number) =>
    analyze(twoArms(1, itemArm), QUICK).conditions[0]!.generalizability!.detectable!;
  expect(detectable(0.5)).toBeGreaterThan(detectable(0));
});

test("a discussion held once leaves items and sessions untold apart, and says so", () => {
  const rows = f1Rows({ phase: "final" }).filter(({ replicate }) => replicate === 0);
  const { relative } = analyze(rows, QUICK).conditions[0]!.generalizability!;
  expect(relative).toMatchObject({ value: null, reason: expect.stringMatching(/at least twice/) });
});
