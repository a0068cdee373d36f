import fc from "fast-check";
import { expect, test } from "vitest";
import { auroc } from "../../src/stats/auroc.ts";
import { brier } from "../../src/stats/brier.ts";
import { equalMassBins } from "../../src/stats/equal-mass-bins.ts";
import { expectedCalibrationError } from "../../src/stats/expected-calibration-error.ts";
import { modalShare } from "../../src/stats/modal-share.ts";
import { ones } from "../../src/stats/weights.ts";
import { BRIER_SKILL } from "../oracles/people.ts";

/** Ten forecasts of few values, as stated confidence has them; sums worked out in plain Python. */
const stated = [0.15, 0.15, 0.35, 0.35, 0.55, 0.75, 0.75, 0.95, 0.95, 0.95];
const correct = [0, 1, 0, 0, 1, 1, 0, 1, 1, 1];
const cases = fc.array(fc.tuple(fc.constantFrom(0, 0.1, 0.25, 0.5, 0.75, 0.9, 1), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 60,
});

test("Brier's score agrees with scikit-learn's documented example", () => {
  // brier_score_loss([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])
  expect(brier([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0])?.brier).toBeCloseTo(0.0375, 12);
});

test("Brier's score has its parts and its skill over the base rate", () => {
  const result = brier(stated, correct);
  expect(result?.brier).toBeCloseTo(0.1825, 12);
  expect(result?.reliability).toBeCloseTo(0.0825, 12);
  expect(result?.resolution).toBeCloseTo(0.14, 12);
  expect(result?.uncertainty).toBeCloseTo(0.24, 12);
  expect(result?.skill).toBeCloseTo(0.2395833333333336, 12);
});

test("skill is the one of FortUne Dial's GPT-4 on deals: 1 - .13276/.1659", () => {
  // 79 of 100 outcomes occur, each forecast as far from it as makes that Brier score.
  const outcomes = Array.from({ length: 100 }, (_, index) => (index < 100 * BRIER_SKILL.baseRate ? 1 : 0));
  const near = 1 - Math.sqrt(BRIER_SKILL.brier);
  const result = brier(
    outcomes.map((outcome) => (outcome === 1 ? near : 1 - near)),
    outcomes,
  );
  expect(result?.brier).toBeCloseTo(BRIER_SKILL.brier, 12);
  expect(result?.skill).toBeCloseTo(BRIER_SKILL.skill, 3);
});

test("always forecasting the base rate has no skill, and one outcome alone leaves none to speak of", () => {
  expect(brier([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0])?.skill).toBeCloseTo(0, 12);
  expect(brier([0.9, 0.8], [1, 1])?.skill).toBeNull();
  expect(brier([], [])).toBeNull();
});

test("Murphy's parts add up to Brier's score", () => {
  fc.assert(
    fc.property(cases, (all) => {
      const result = brier(
        all.map(([forecast]) => forecast),
        all.map(([, outcome]) => outcome),
      )!;
      expect(result.reliability - result.resolution + result.uncertainty).toBeCloseTo(result.brier, 12);
    }),
    { seed: 6, numRuns: 200 },
  );
});

test("equal-mass bins hold equal shares where forecasts differ, and never split equal forecasts", () => {
  const spread = Array.from({ length: 40 }, (_, index) => index / 40);
  const bins = equalMassBins(
    spread,
    spread.map(() => 1),
    10,
  )(ones(40));
  expect(bins.map((bin) => bin.mass)).toEqual(Array(10).fill(4));
  const tied = equalMassBins(stated, correct, 10)(ones(10));
  expect(tied.map((bin) => [bin.mass, bin.forecast])).toEqual([
    [2, 0.15],
    [2, 0.35],
    [1, 0.55],
    [2, 0.75],
    [3, expect.closeTo(0.95, 12)],
  ]);
});

test("bins do not depend on the order of cases", () => {
  fc.assert(
    fc.property(cases, (all) => {
      const of = (list: typeof all) =>
        equalMassBins(
          list.map(([forecast]) => forecast),
          list.map(([, outcome]) => outcome),
          4,
        )(ones(list.length));
      const near = of(all).map(({ mass, forecast, outcome }) => ({
        mass,
        forecast: expect.closeTo(forecast, 10),
        outcome: expect.closeTo(outcome, 10),
      }));
      expect(of(all.toReversed())).toEqual(near);
    }),
    { seed: 7, numRuns: 100 },
  );
});

test("the calibration error and its debiased value agree with plain Python", () => {
  const result = expectedCalibrationError(stated, correct);
  expect(result?.ece).toBeCloseTo(0.25, 12);
  expect(result?.debiased).toBeCloseTo(0.21802605057342916, 9);
  expect(result?.bins).toHaveLength(5);
  expect(expectedCalibrationError([], [])).toBeNull();
});

test("forecasts that keep their word have no calibration error", () => {
  expect(expectedCalibrationError([0.5, 0.5, 1, 0], [1, 0, 1, 0])?.ece).toBeCloseTo(0, 12);
});

test("the area under the ROC curve agrees with scikit-learn's documented example, and halves ties", () => {
  // roc_auc_score([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
  expect(auroc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBeCloseTo(0.75, 12);
  expect(auroc([0.9, 0.6, 0.6], [1, 1, 0])).toBeCloseTo(0.75, 12);
  expect(auroc([0.5, 0.5, 0.5], [1, 0, 1])).toBeCloseTo(0.5, 12);
  expect(auroc([0.5, 0.9], [1, 1])).toBeNull();
  expect(auroc([], [])).toBeNull();
});

test("the area under the ROC curve is the plain count of pairs", () => {
  fc.assert(
    fc.property(cases, (all) => {
      const hits = all.filter(([, outcome]) => outcome === 1).map(([forecast]) => forecast);
      const misses = all.filter(([, outcome]) => outcome === 0).map(([forecast]) => forecast);
      const won = hits.flatMap((hit) => misses.map((miss) => (hit > miss ? 1 : hit === miss ? 0.5 : 0)));
      const value = auroc(
        all.map(([forecast]) => forecast),
        all.map(([, outcome]) => outcome),
      );
      if (won.length === 0) expect(value).toBeNull();
      else expect(value).toBeCloseTo(won.reduce((sum: number, each) => sum + each, 0) / won.length, 12);
    }),
    { seed: 8, numRuns: 200 },
  );
});

test("the modal share is the consistency of runs; of several modes the lowest is taken", () => {
  expect(modalShare([4, 4, 5])).toEqual({ value: 4, share: 2 / 3 });
  expect(modalShare([5, 4, 4, 5])).toEqual({ value: 4, share: 0.5 });
  expect(modalShare([])).toBeNull();
});
