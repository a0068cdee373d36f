import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { generalizedInterval } from "../../src/stats/generalized-interval.ts";
import { metricPoints } from "../../src/stats/metric-points.ts";
import { gatherCells, withoutEach } from "../../src/stats/pair-terms.ts";
import { satterthwaiteInterval } from "../../src/stats/satterthwaite-interval.ts";
import { signalRatio } from "../../src/stats/signal-ratio.ts";
import { signalVerdict } from "../../src/stats/signal-verdict.ts";
import { twoWayJackknife } from "../../src/stats/two-way-jackknife.ts";
import { columns, F1 } from "./f1.ts";

const NUMERATOR = [
  { weight: 1 / 8, meanSquare: 10.333333333333 / 2, df: 2 },
  { weight: 3 / 8, meanSquare: 5 / 6, df: 6 },
];
const ERROR = { meanSquare: 3.5 / 12, df: 12 };

test("Satterthwaite's interval of F1", () => {
  const squares = { raterSquares: 10.333333333333, interactionSquares: 5, runSquares: 3.5 };
  const found = satterthwaiteInterval({ items: 4, raters: 3, replicates: 2, ...squares }, 0.95);
  const golden = F1.satterthwaite;
  expect(found.f).toBeCloseTo(golden.f!, 6);
  expect(found.df1).toBeCloseTo(golden.df1!, 6);
  expect(found.low).toBeCloseTo(golden.low!, 5);
  expect(found.high).toBeCloseTo(golden.high!, 4);
  expect(found.p).toBeCloseTo(golden.p!, 6);
});

test.each(["95", "90"] as const)("the generalised interval of F1 at %s per cent", (level) => {
  const { low, high } = generalizedInterval(NUMERATOR, ERROR, -0.5, {
    level: Number(level) / 100,
    draws: F1.generalized.draws,
    rng: rngFrom(1),
  });
  expect(low / F1.generalized[level][0]!).toBeCloseTo(1, 1.7);
  expect(high / F1.generalized[level][1]!).toBeCloseTo(1, 1.3);
});

test("the generalised interval is the same for the same stream, and wants 2000 draws", () => {
  const draw = (seed: number, draws: number) =>
    generalizedInterval(NUMERATOR, ERROR, -0.5, { level: 0.95, draws, rng: rngFrom(seed) });
  expect(draw(7, 2000)).toEqual(draw(7, 2000));
  expect(draw(7, 2000)).not.toEqual(draw(8, 2000));
  expect(() => draw(7, 1999)).toThrow(/at least 2000/);
});

test("the two-way jackknife of F1, on the logarithm of λ + 1/runs", () => {
  const { values, item, rater } = columns(F1.ratings);
  const cells = gatherCells(metricPoints(values, "interval"), [item, rater]);
  const without = cells.facets.map((facet) =>
    withoutEach(cells, facet, (terms) => Math.log(signalRatio(terms, 3)!.ratio! + 0.5)).map(Number),
  );
  const { low, high, variance } = twoWayJackknife(F1.jackknife.theta!, without, 0.95);
  expect(variance).toBeCloseTo(F1.jackknife.variance!, 6);
  expect(Math.exp(low) - 0.5).toBeCloseTo(F1.jackknife.low!, 4);
  expect(Math.exp(high) - 0.5).toBeCloseTo(F1.jackknife.high!, 0);
});

test("F1 is undetermined although its λ is 2.8", () => {
  expect(signalVerdict({ low: 0.515, high: 88.9 })).toBe("undetermined");
});

test("a verdict needs the whole interval on one side of 1, and the second metric to agree", () => {
  expect(signalVerdict({ low: 1.1, high: 3 })).toBe("signal");
  expect(signalVerdict({ low: 0.1, high: 0.9 })).toBe("noise");
  expect(signalVerdict({ low: 1.1, high: 3 }, 0.9)).toBe("undetermined");
  expect(signalVerdict({ low: 0.1, high: 0.9 }, 1.1)).toBe("undetermined");
});
