import { expect, test } from "vitest";
import { metricPoints } from "../../src/stats/metric-points.ts";
import { gatherCells, pairTerms } from "../../src/stats/pair-terms.ts";
import { weightedPairTerms } from "../../src/stats/weighted-pair-terms.ts";
import { columns, F1 } from "./f1.ts";

const { values, item, rater } = columns(
  F1.ratings,
  (i, p, r) => !(i === 2 && p === 3) && !(i === 4 && r === 2),
);
const cells = gatherCells(metricPoints(values, "interval"), [item, rater]);

function expectEqual(found: ArrayLike<number>, wanted: ArrayLike<number>): void {
  for (let set = 0; set < wanted.length; set++) expect(found[set]).toBeCloseTo(wanted[set]!, 9);
}

test("weights of 1 give the plain pair terms", () => {
  const plain = pairTerms(cells);
  for (const weights of [
    [null, null],
    [Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1, 1)],
  ]) {
    const weighted = weightedPairTerms(cells)(weights);
    expectEqual(weighted.total, plain.total);
    expectEqual(weighted.pairs, plain.pairs);
  }
});

test("a rater of weight 0 is a rater left out", () => {
  const rows = [...values.keys()].filter((row) => rater.codes[row] !== 1);
  const left = { codes: Int32Array.from(rows, (row) => rater.codes[row]!), size: rater.size };
  const items = { codes: Int32Array.from(rows, (row) => item.codes[row]!), size: item.size };
  const points = metricPoints(
    rows.map((row) => values[row]!),
    "interval",
  );
  const plain = pairTerms(gatherCells(points, [items, left]));
  const weighted = weightedPairTerms(cells)([null, Float64Array.of(1, 0, 1)]);
  expectEqual(weighted.total, plain.total);
  expectEqual(weighted.pairs, plain.pairs);
});

test("an item of weight 2 counts twice within itself and never pairs with its copy", () => {
  const twice = weightedPairTerms(cells)([Float64Array.of(2, 1, 1, 1), null]);
  const plain = pairTerms(cells);
  const alone = weightedPairTerms(cells)([Float64Array.of(1, 0, 0, 0), null]);
  for (const set of [1, 3]) {
    expect(twice.total[set]).toBeCloseTo(plain.total[set]! + alone.total[set]!, 9);
    expect(twice.pairs[set]).toBeCloseTo(plain.pairs[set]! + alone.pairs[set]!, 9);
  }
});
