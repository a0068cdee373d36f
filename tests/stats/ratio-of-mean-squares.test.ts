import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { normalDraw } from "../../src/stats/distributions.ts";
import type { Grouping } from "../../src/stats/grouped-sums.ts";
import { metricPoints } from "../../src/stats/metric-points.ts";
import { gatherCells, pairTerms } from "../../src/stats/pair-terms.ts";
import { ratioOfMeanSquares } from "../../src/stats/ratio-of-mean-squares.ts";
import { signalRatio } from "../../src/stats/signal-ratio.ts";
import { varianceComponents } from "../../src/stats/variance-components.ts";
import { columns, F1 } from "./f1.ts";

const SIZES = { items: 5, raters: 4, framings: 3, replicates: 2, cells: 60, ratings: 120 };

function balanced(nestedFramings: boolean): { values: number[]; facets: Grouping[] } {
  const rng = rngFrom(nestedFramings ? 1 : 2);
  const rows = Array.from({ length: SIZES.ratings }, (_, row) => {
    const [item, rest] = [row % SIZES.items, Math.floor(row / SIZES.items)];
    const [rater, left] = [rest % SIZES.raters, Math.floor(rest / SIZES.raters)];
    const framing = left % SIZES.framings;
    return { item, rater, framing: nestedFramings ? item * SIZES.framings + framing : framing };
  });
  const of = (name: "item" | "rater" | "framing", size: number): Grouping => ({
    codes: Int32Array.from(rows, (row) => row[name]),
    size,
  });
  const framings = nestedFramings ? SIZES.items * SIZES.framings : SIZES.framings;
  return {
    values: rows.map(
      ({ item, rater, framing }) => item + rater + framing * (rater - 1) + 2 * normalDraw(rng),
    ),
    facets: [of("item", SIZES.items), of("rater", SIZES.raters), of("framing", framings)],
  };
}

test.each([false, true])(
  "λ of balanced data is its own ratio of mean squares; wordings nested: %s",
  (nested) => {
    const { values, facets } = balanced(nested);
    const terms = pairTerms(gatherCells(metricPoints(values, "interval"), facets));
    const names = [
      { name: "item" },
      { name: "rater" },
      { name: "framing", ...(nested ? { within: ["item"] } : {}) },
    ];
    const components = varianceComponents(terms, names);
    const { numerator, error, offset } = ratioOfMeanSquares(components, { ...SIZES, nestedFramings: nested });
    const ratio =
      numerator.reduce((sum, { weight, meanSquare }) => sum + weight * meanSquare, 0) / error.meanSquare;
    expect(ratio + offset).toBeCloseTo(signalRatio(terms, 7)!.ratio!, 10);
    expect(error.df).toBe(60);
  },
);

test("F1's mean squares, put together from its components", () => {
  const { values, item, rater } = columns(F1.ratings);
  const terms = pairTerms(gatherCells(metricPoints(values, "interval"), [item, rater]));
  const components = varianceComponents(terms, [{ name: "item" }, { name: "rater" }]);
  const sizes = {
    items: 4,
    raters: 3,
    framings: 1,
    nestedFramings: false,
    replicates: 2,
    cells: 12,
    ratings: 24,
  };
  const { numerator, error, offset } = ratioOfMeanSquares(components, sizes);
  expect(numerator.map(({ meanSquare, df }) => meanSquare * df)).toEqual([
    expect.closeTo(F1.squares.rater!, 4),
    expect.closeTo(F1.squares.interaction!, 8),
  ]);
  expect(error.meanSquare * error.df).toBeCloseTo(F1.squares.run!, 8);
  expect(offset).toBe(-0.5);
});
