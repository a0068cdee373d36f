import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { crossGroupings } from "../../src/stats/grouped-sums.ts";
import { permutationCount } from "../../src/stats/within-block-permutation.ts";
import { columns, F1 } from "./f1.ts";

const rngOf = (draw: number) => rngFrom(draw);
const { values, item, rater } = columns(F1.ratings);
const cell = crossGroupings([item, rater], values.length);

test("two raters, two runs, one item: a third of all arrangements are as extreme as the observed", () => {
  // {1, 2 | 8, 9} has the least disagreement; of the three ways to pair four ratings one is as good.
  const block = { codes: Int32Array.of(0, 0, 0, 0), size: 1 };
  const pairs = { codes: Int32Array.of(0, 0, 1, 1), size: 2 };
  const count = permutationCount([1, 2, 8, 9], "interval", block, pairs, {
    from: 0,
    to: 6000,
    rngOf,
  });
  expect(count / 6000).toBeCloseTo(1 / 3, 1.5);
});

test("counts of disjoint draw ranges add up", () => {
  const range = (from: number, to: number) =>
    permutationCount(values, "interval", item, cell, { from, to, rngOf });
  expect(range(0, 300)).toBe(range(0, 120) + range(120, 300));
});

test("raters who differ give few arrangements as extreme, on any metric", () => {
  for (const metric of ["interval", "ordinal", "nominal"] as const) {
    const count = permutationCount(values, metric, item, cell, { from: 0, to: 999, rngOf });
    expect((1 + count) / 1000).toBeLessThan(metric === "nominal" ? 0.2 : 0.02);
  }
});

test("cells of unequal size keep the false-positive rate near nominal", () => {
  const sizes = [3, 27];
  const block = { codes: new Int32Array(30), size: 1 };
  const cells = { codes: Int32Array.from({ length: 30 }, (_, row) => (row < sizes[0]! ? 0 : 1)), size: 2 };
  let rejected = 0;
  for (let trial = 0; trial < 400; trial++) {
    const rng = rngFrom(10_000 + trial);
    const ratings = Array.from({ length: 30 }, rng);
    const count = permutationCount(ratings, "interval", block, cells, {
      from: 0,
      to: 99,
      rngOf: (draw) => rngFrom(trial * 1000 + draw),
    });
    if ((1 + count) / 100 <= 0.05) rejected += 1;
  }
  expect(rejected / 400).toBeGreaterThan(0.02);
  expect(rejected / 400).toBeLessThan(0.08);
});
