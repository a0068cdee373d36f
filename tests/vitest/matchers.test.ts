import { expect, test } from "vitest";
import type { Estimate } from "../../src/domain/estimate.ts";
import type { Agreement } from "../../src/domain/people-result.ts";
import type { StudyResult } from "../../src/domain/result.ts";
import type { Condition, Verdict } from "../../src/domain/verdict.ts";
import { type Run, toAgreeWithHumans, toBeStable, toRateAtLeast } from "../../src/vitest/matchers.ts";

const PANEL: Condition = { arm: "grounded", protocol: "debate", model: "lexical", phase: "final" };
const NONE: Condition = { ...PANEL, arm: "none" };
const initial = (condition: Condition): Condition => ({ ...condition, phase: "initial" });
const between = (low: number, value: number, high: number): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  method: "made up",
  n: 12,
});
const UNTOLD: Estimate = { value: null, reason: "every rating is the same", n: 12 };

const verdict = (item: number, condition: Condition, value: number | null): Verdict => ({
  item: `item-${item}`,
  dimension: "fluency",
  condition,
  value,
  low: null,
  high: null,
  level: 0.95,
  n: { panelists: 4, replicates: 3, abstained: 0, failed: 0 },
  before: null,
  evidence: [],
  cited: [],
  method: "made up",
});
const stable = (
  condition: Condition,
  alphaRun: Estimate,
  alphaPanel: Estimate,
): StudyResult["conditions"][number] => ({
  condition,
  dimension: "fluency",
  n: { items: 12, raters: 4, framings: 1, replicates: 3, ratings: 144, missing: {} },
  stability: { alphaRun, alphaPanel, icc: [] },
});
const agrees = (condition: Condition, estimate: Estimate): Agreement => ({
  condition,
  dimension: "fluency",
  level: "sample",
  measure: "spearman",
  estimate,
  groupsLeftOut: 0,
});

const RUN: Run = {
  result: {
    version: 1,
    conditions: [
      stable(initial(PANEL), between(0.6, 0.7, 0.8), UNTOLD),
      stable(PANEL, between(0.1, 0.2, 0.3), UNTOLD),
      stable(initial(NONE), between(0.5, 0.6, 0.7), between(0, 0.1, 0.2)),
      stable({ arm: "human" }, between(0, 0, 0), UNTOLD),
    ],
    agreement: [agrees(PANEL, between(0.3, 0.4, 0.5)), agrees(initial(PANEL), between(0.1, 0.2, 0.3))],
  },
  ratings: [],
  verdicts: [4, 4.5, 3.5, 4, 4.2, 3.8].flatMap((value, item) => [
    verdict(item, PANEL, value),
    verdict(item, NONE, value - 2),
  ]),
};
const grounded = { condition: { arm: "grounded" } };

test("a mean is held to its lower bound, not to itself", () => {
  // Six items with mean 4 and standard deviation .341: t(5) = 2.571 times .139 to either side.
  expect(toRateAtLeast(RUN, "fluency", 3.6, grounded).pass).toBe(true);
  expect(toRateAtLeast(RUN, "fluency", 3.9, grounded).pass).toBe(false);
});

test("the message tells demand, mean, interval and items", () => {
  const told = toRateAtLeast(RUN, "fluency", 3.9, grounded).message();
  expect(told).toMatch(/lower 95% bound of the mean of fluency to be at least 3\.9/);
  expect(told).toMatch(/not met .*4\.000, 95% interval 3\.\d\d to 4\.\d\d, n 6/);
});

test("every condition that is meant must hold, people's own aside", () => {
  expect(toRateAtLeast(RUN, "fluency", 3).pass).toBe(false);
  expect(toRateAtLeast(RUN, "fluency", 3).message()).toMatch(/in 2 conditions; found\n +met .*\n +not met /);
  expect(toBeStable(RUN, { dimension: "fluency", atLeast: 0.5 }).pass).toBe(true);
  expect(toBeStable(RUN, { dimension: "fluency", atLeast: 0.55 }).pass).toBe(false);
  expect(toBeStable(RUN, { dimension: "fluency", atLeast: 0.55, ...grounded }).pass).toBe(true);
});

test("agreement is that of the final ratings where there are any", () => {
  expect(toAgreeWithHumans(RUN, { dimension: "fluency", atLeast: 0.3 }).pass).toBe(true);
  const before = { dimension: "fluency", atLeast: 0.3, condition: { phase: "initial" as const } };
  expect(toAgreeWithHumans(RUN, before).pass).toBe(false);
});

test("what cannot be estimated does not hold, and says why", () => {
  const { pass, message } = toBeStable(RUN, {
    dimension: "fluency",
    atLeast: 0,
    across: "panelists",
    ...grounded,
  });
  expect(pass).toBe(false);
  expect(message()).toContain("not estimable: every rating is the same");
});

test("what is not there does not hold, and the message tells what is", () => {
  expect(toRateAtLeast(RUN, "beauty", 1).message()).toContain("there are fluency");
  expect(toAgreeWithHumans(RUN, { atLeast: 0 }).message()).toContain("there are fluency");
  expect(
    toAgreeWithHumans({ ...RUN, result: { ...RUN.result, agreement: [] } }, { atLeast: 0 }).message(),
  ).toContain("no ratings of people");
  expect(toBeStable(RUN.result, { dimension: "x", atLeast: 0 }).pass).toBe(false);
});

test("a result alone will do where no verdicts are needed, and anything else is told", () => {
  expect(toBeStable(RUN.result, { dimension: "fluency", atLeast: 0.5 }).pass).toBe(true);
  expect(() => toRateAtLeast(RUN.result, "fluency", 1)).toThrow(/takes a run: expect\(await readRunFolder/);
  expect(() => toBeStable("runs/first", { atLeast: 0 })).toThrow(/takes a run or its result\.json/);
});
