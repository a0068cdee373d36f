import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { designRows, f1Rows, rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 100, permutations: 99 };

/** Through the schema, which turns down NaN and ∞ wherever they hide. */
function analysed(rows: readonly Rating[]) {
  return StudyResult.parse(JSON.parse(JSON.stringify(analyze(rows, QUICK))));
}

function noise(seed: number): () => number {
  const rng = rngFrom(seed);
  return () => 1 + Math.floor(rng() * 5);
}

const FULL = { items: 6, raters: 4, replicates: 3 };
const DESIGNS: Readonly<Record<string, readonly Rating[]>> = {
  "no rows at all": [],
  "one rating": [rating({})],
  "one item": designRows({ ...FULL, items: 1 }, noise(1)),
  "one rater": designRows({ ...FULL, raters: 1 }, noise(2)),
  "one replicate": designRows({ ...FULL, replicates: 1 }, noise(3)),
  "one item and one rater": designRows({ ...FULL, items: 1, raters: 1 }, noise(4)),
  "all ratings equal": designRows(FULL, () => 4),
  "raters who never differ": designRows(FULL, (item) => 1 + (item % 5)),
  "runs that never differ": designRows(FULL, (item, rater) => 1 + ((item * rater) % 5)),
  "one rating that differs": designRows(FULL, (item, rater, run) => (item + rater + run === 0 ? 5 : 4)),
  "everything missing": f1Rows({ value: null, missing: "failed" }),
  "one dimension missing": [
    ...f1Rows(),
    ...f1Rows({ dimension: "tone", value: null, missing: "abstained", reason: "no-evidence" }),
  ],
  "groups of unequal size": designRows(FULL, noise(5), (item) => ({ group: item < 5 ? "large" : "small" })),
  "one group": designRows(FULL, noise(6), () => ({ group: "g" })),
  "raters of unequal zeal": designRows(FULL, noise(7)).filter(
    ({ item, rater }) => rater === "r000" || Number(item.slice(1)) < 2,
  ),
  "no rater on two items": designRows(FULL, noise(8)).map((row) => ({
    ...row,
    rater: `${row.item}-${row.rater}`,
  })),
  "cells of one run beside cells of three": designRows(FULL, noise(9)).filter(
    ({ replicate, rater }) => replicate === 0 || rater === "r001",
  ),
  "two raters": designRows({ ...FULL, raters: 2 }, noise(10)),
  "two items": designRows({ ...FULL, items: 2 }, noise(11)),
  "binary ratings": designRows({ items: 12, raters: 5, replicates: 3 }, noise(12)).map((row) => ({
    ...row,
    value: row.value! > 3 ? 1 : 0,
  })),
  "final ratings alone": designRows(FULL, noise(13), () => ({ phase: "final" })),
  "final ratings of one rater": designRows({ ...FULL, raters: 1 }, noise(14), () => ({ phase: "final" })),
  "two arms without a common item": [
    ...f1Rows(),
    ...f1Rows({ arm: "invented" }).map((row) => ({ ...row, item: `other-${row.item}` })),
  ],
  "annotators beside a panel": [
    ...f1Rows(),
    ...designRows({ items: 4, raters: 3, replicates: 1 }, noise(15), (item) => ({
      arm: "human",
      item: `i${item + 1}`,
    })),
  ],
  "one persona set beside raters without a set": [...f1Rows(), ...f1Rows({ personaSet: "a" })],
  "huge offsets": designRows(FULL, noise(16)).map((row) => ({ ...row, value: row.value! + 1e9 })),
  "tiny ratings": designRows(FULL, noise(17)).map((row) => ({ ...row, value: row.value! * 1e-9 })),
};

test.each(Object.keys(DESIGNS))("%s: numbers with reasons, never NaN", (name) => {
  const rows = DESIGNS[name]!;
  const { conditions } = analysed(rows);
  expect(conditions.length === 0).toBe(rows.length === 0);
  for (const { n, signal } of conditions) {
    expect(n.ratings + Object.values(n.missing).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    if (signal === undefined || signal.lambda.value !== null) continue;
    expect(signal).toMatchObject({ verdict: "undetermined", permutationP: null });
    expect(signal.lambda.reason).not.toBe("");
  }
});

test.each(Object.keys(DESIGNS))("%s: the order of the rows does not matter", (name) => {
  const rows = DESIGNS[name]!;
  expect(analyze(rows.toReversed(), QUICK)).toEqual(analyze(rows, QUICK));
});

test("adding a constant to every rating leaves the variance split and the verdict alone", () => {
  const rows = designRows(FULL, noise(20));
  const shifted = rows.map((row) => ({ ...row, value: row.value! + 10 }));
  const [one, other] = [rows, shifted].map((each) => analysed(each).conditions[0]!);
  for (const name of ["item", "rater", "itemRater", "run"] as const)
    expect(one!.components![name]).toBeCloseTo(other!.components![name]!, 10);
  expect(one!.signal!.lambda.value).toBeCloseTo(other!.signal!.lambda.value!, 10);
  expect(one!.signal!.verdict).toBe(other!.signal!.verdict);
});

test("missing ratings are counted by cause beside the ratings used", () => {
  const rows = f1Rows().map((row, index) =>
    index % 6 === 0
      ? { ...row, value: null, missing: index === 0 ? ("refused" as const) : ("abstained" as const) }
      : row,
  );
  const { n } = analysed(rows).conditions[0]!;
  expect(n).toMatchObject({ ratings: 20, missing: { abstained: 3, refused: 1 } });
});

test("two raters give an interval where the data are balanced, and say how it came about", () => {
  const { lambda } = analysed(DESIGNS["two raters"]!).conditions[0]!.signal!;
  expect(lambda).toMatchObject({ level: 0.95, method: expect.stringMatching(/generalised interval/) });
});
