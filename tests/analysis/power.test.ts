import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { armPower, assumedVariances, measuredVariances } from "../../src/analysis/arm-power.ts";
import { lambdaPower } from "../../src/analysis/lambda-power.ts";
import { tQuantile } from "../../src/stats/distributions.ts";
import { f1Rows } from "./rating-rows.ts";

const design = { items: 20, raters: 6, sets: 1, framings: 1, replicates: 3 };

test("what a design can say of lambda is what was simulated for the planning table: 20 × 6 × 3, 90 % intervals", () => {
  // Probabilities .77, .29, .78 and 1.0 in 300-500 data sets; here in 60, so two standard errors are some .1.
  const told = new Map(lambdaPower(design, { level: 0.9, seed: 1 })?.map((entry) => [entry.truth, entry]));
  for (const [truth, settled] of [
    [0.25, 0.77],
    [0.5, 0.29],
    [2, 0.78],
    [4, 1],
  ] as const)
    expect(Math.abs((told.get(truth)?.settled ?? Number.NaN) - settled)).toBeLessThan(0.13);
  const one = told.get(1);
  expect(one?.settled).toBeNull();
  expect(one?.low).toBeLessThan(1);
  expect(one?.high).toBeGreaterThan(1);
});

test("lambda needs two of each: items, raters and replicates", () => {
  for (const few of [{ items: 1 }, { raters: 1 }, { replicates: 1 }])
    expect(lambdaPower({ ...design, ...few }, { level: 0.95, seed: 1 })).toBeNull();
});

test("the detectable difference is (t.975 + t.80) standard errors: 2[σ²p/np + σ²ia/ni + σ²ip/(ni np) + σ²e/(ni np nr)]", () => {
  const source = { variances: { rater: 0.04, itemRater: 0.06, run: 0.1 }, itemArm: 0.02 };
  const variance = 2 * (0.04 / 6 + 0.02 / 20 + 0.06 / 120 + 0.1 / 360);
  const t = tQuantile(0.975, 10) + tQuantile(0.8, 10);
  expect(armPower(source, design).detectable).toBeCloseTo(t * Math.sqrt(variance), 12);
});

test("twice the runs buy less than twice the personas, whatever lambda is", () => {
  for (const lambda of [0.25, 1, 4]) {
    const { detectable, withTwice } = armPower(assumedVariances(lambda, 4), design);
    expect(withTwice.personas).toBeLessThan(withTwice.replicates ?? 0);
    expect(withTwice.replicates).toBeLessThan(detectable ?? 0);
  }
});

test("an earlier run's components give back the difference that it says it could detect", () => {
  const [condition] = analyze(f1Rows(), { seed: 1, bootstraps: 20, permutations: 19 }).conditions;
  const source = condition && measuredVariances(condition, 1);
  if (!condition || !source) throw new Error("the fixture has components");
  const { items, raters, framings, replicates } = condition.n;
  const { detectable } = armPower(source, { items, raters, framings, replicates, sets: 1 });
  expect(detectable).toBeCloseTo(condition.generalizability?.detectable ?? Number.NaN, 9);
});
