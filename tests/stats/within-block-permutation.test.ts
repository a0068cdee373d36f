import { expect, test } from "vitest";
import { rngFrom } from "../../src/domain/random.ts";
import { crossGroupings } from "../../src/stats/grouped-sums.ts";
import { permutationCount } from "../../src/stats/within-block-permutation.ts";
import { columns, F1 } from "./f1.ts";

const rngOf = (draw: number) => rngFrom(draw);
const { values, item, rater } = columns(F1.ratings);
const cell = crossGroupings([item, rater], values.length);

/** Draws from the seed's own streams, the observed arrangement's lot among them. */
const drawsOf = (seed: number, to: number) => ({
  from: 0,
  to,
  rngOf: (draw: number) => rngFrom(seed * 100_003 + draw),
});

test("the closest of three ways to pair four ratings is met in a third of the draws, and ties go by lot", () => {
  // {1, 2 | 8, 9} has the least disagreement; a third of all arrangements tie with it and none is below.
  const block = { codes: Int32Array.of(0, 0, 0, 0), size: 1 };
  const pairs = { codes: Int32Array.of(0, 0, 1, 1), size: 2 };
  const shares = Array.from(
    { length: 200 },
    (_, seed) => permutationCount([1, 2, 8, 9], "interval", block, pairs, drawsOf(seed, 300)) / 300,
  );
  expect(Math.max(...shares)).toBeLessThan(0.42);
  // A lot uniform on 0 to 1 takes half of the ties on average.
  expect(shares.reduce((sum, share) => sum + share, 0) / 200).toBeCloseTo(1 / 6, 1.5);
});

test("p is uniform on two values, where most draws tie", () => {
  const block = { codes: new Int32Array(12), size: 1 };
  const cells = { codes: Int32Array.from({ length: 12 }, (_, row) => Math.floor(row / 3)), size: 4 };
  const p = Array.from({ length: 1000 }, (_, seed) => {
    const rng = rngFrom(50_000 + seed);
    const ratings = Array.from({ length: 12 }, () => (rng() < 0.4 ? 1 : 0));
    return (1 + permutationCount(ratings, "interval", block, cells, drawsOf(seed, 99))) / 100;
  });
  for (const level of [0.05, 0.25, 0.5, 0.75])
    expect(Math.abs(p.filter((each) => each <= level).length / 1000 - level)).toBeLessThan(0.04);
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
