import fc from "fast-check";
import { expect, test } from "vitest";
import { augrc } from "../../src/stats/augrc.ts";
import { aurc } from "../../src/stats/aurc.ts";
import { auroc } from "../../src/stats/auroc.ts";
import { calibrateThreshold, coverageAtRisk } from "../../src/stats/coverage-at-risk.ts";
import { riskCoverage, riskCoverageOf } from "../../src/stats/risk-coverage.ts";

const cases = fc.array(fc.tuple(fc.constantFrom(0.1, 0.3, 0.5, 0.7, 0.9), fc.constantFrom(0, 1)), {
  minLength: 1,
  maxLength: 50,
});
const curveOf = (all: readonly (readonly [number, number])[]) =>
  riskCoverage(
    all.map(([confidence]) => confidence),
    all.map(([, loss]) => loss),
  );

test("the curve takes cases of equal confidence together", () => {
  expect(riskCoverage([0.5, 0.9, 0.5, 0.7], [1, 0, 0, 1])).toEqual([
    { threshold: 0.9, accepted: 1, loss: 0 },
    { threshold: 0.7, accepted: 2, loss: 1 },
    { threshold: 0.5, accepted: 4, loss: 2 },
  ]);
  expect(riskCoverage([], [])).toEqual([]);
});

test("under weights it is the curve of repeated cases", () => {
  expect(riskCoverageOf([0.5, 0.9, 0.7], [1, 0, 1])([2, 0, 1])).toEqual(
    riskCoverage([0.5, 0.5, 0.7], [1, 1, 1]),
  );
});

test("the areas are those of four cases worked by hand", () => {
  // Losses in order of confidence 0 0 1 1: risks 0, 0, 1/3, 1/2; over all cases 0, 0, 1/4, 2/4.
  const curve = riskCoverage([0.9, 0.8, 0.7, 0.6], [0, 0, 1, 1]);
  expect(aurc(curve)).toBeCloseTo((1 / 3 + 1 / 2) / 4, 12);
  expect(augrc(curve)).toBeCloseTo(0.1875, 12);
  expect(aurc([])).toBeNull();
  expect(augrc([])).toBeNull();
});

test("equal confidence throughout makes AURC the error rate", () => {
  expect(aurc(riskCoverage([0.5, 0.5, 0.5, 0.5], [1, 0, 0, 0]))).toBeCloseTo(0.25, 12);
});

test("AUGRC is (1 - AUROC)·acc·(1 - acc) + ½(1 - acc)², and (1 - acc)/2N for N cases", () => {
  fc.assert(
    fc.property(cases, (all) => {
      const errors = all.filter(([, loss]) => loss === 1).length / all.length;
      const area = auroc(
        all.map(([confidence]) => confidence),
        all.map(([, loss]) => 1 - loss),
      );
      const ranking = area === null ? 0 : (1 - area) * (1 - errors) * errors;
      expect(augrc(curveOf(all))).toBeCloseTo(ranking + errors ** 2 / 2 + errors / (2 * all.length), 12);
    }),
    { seed: 9, numRuns: 300 },
  );
});

test("the areas do not depend on the order of cases", () => {
  fc.assert(
    fc.property(cases, (all) => {
      expect(aurc(curveOf(all.toReversed()))).toBeCloseTo(aurc(curveOf(all)) ?? Number.NaN, 12);
      expect(augrc(curveOf(all.toReversed()))).toBeCloseTo(augrc(curveOf(all)) ?? Number.NaN, 12);
    }),
    { seed: 10, numRuns: 100 },
  );
});

test("a threshold takes the largest coverage within the target risk", () => {
  const curve = riskCoverage([0.9, 0.8, 0.7, 0.6], [1, 0, 0, 1]);
  expect(calibrateThreshold(curve, 0.4)).toEqual({ target: 0.4, threshold: 0.7 });
  expect(calibrateThreshold(curve, 0.5)).toEqual({ target: 0.5, threshold: 0.6 });
  expect(calibrateThreshold(curve, 0.1)).toEqual({ target: 0.1, threshold: null });
});

test("a threshold is reported on other cases with the exact bound of their risk", () => {
  const result = coverageAtRisk({ target: 0.1, threshold: 0.7 }, [0.9, 0.75, 0.7, 0.2], [0, 0, 1, 1]);
  expect(result.coverage).toBe(0.75);
  expect(result.accepted).toBe(3);
  expect(result.risk).toBeCloseTo(1 / 3, 12);
  // P(at most 1 of 3 | p) = (1 - p)³ + 3p(1 - p)² = .05 at p = .864650…
  expect(result.upper).toBeCloseTo(0.86465, 5);
});

test("a threshold that accepts nobody leaves no risk to report", () => {
  const none = { coverage: 0, risk: null, upper: null, accepted: 0 };
  expect(coverageAtRisk({ target: 0.1, threshold: null }, [0.9], [0])).toEqual(none);
  expect(coverageAtRisk({ target: 0.1, threshold: 0.95 }, [0.9], [0])).toEqual(none);
  expect(coverageAtRisk({ target: 0.1, threshold: 0.5 }, [], [])).toEqual(none);
});
