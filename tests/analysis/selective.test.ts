import { expect, test } from "vitest";
import { selective } from "../../src/analysis/selective.ts";
import { verdictCases } from "../../src/analysis/verdict-cases.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { designRows, rating } from "./rating-rows.ts";
import { QUICK, tableOf } from "./table-of.ts";

const of = (rows: readonly Rating[]) => selective(tableOf(rows), [tableOf(rows)], QUICK);

test("a verdict from every other replicate is lost where the rest reverse it by over half a step", () => {
  // Two raters; replicates 0 and 2 give the verdict, 1 and 3 the test.
  const item = (name: string, runs: readonly (readonly number[])[]) =>
    runs.flatMap((values, rater) =>
      values.map((value, replicate) =>
        rating({ item: name, rater: `r${rater}`, replicate, value, scale: [1, 5] }),
      ),
    );
  const table = tableOf([
    ...item("agreed", [
      [4, 4, 4, 4],
      [4, 4, 4, 4],
    ]),
    ...item("reversed", [
      [5, 3, 5, 3],
      [4, 3, 4, 3],
    ]),
    ...item("half a step", [
      [4, 4, 4, 5],
      [4, 4, 4, 5],
    ]),
    ...item("split", [
      [5, 1, 5, 1],
      [1, 5, 1, 5],
    ]),
  ]);
  expect(verdictCases(table).map((each) => ({ ...each, item: table.items[each.item] }))).toEqual([
    { item: "agreed", confidence: 1, isReversed: false },
    { item: "half a step", confidence: 1, isReversed: false },
    { item: "reversed", confidence: 1, isReversed: true },
    { item: "split", confidence: 0, isReversed: false },
  ]);
});

/** Items of which every other is clear and the rest are a toss-up; six raters, four runs. */
function mixed(items: number): Rating[] {
  const rng = rngFrom(21);
  return designRows({ items, raters: 6, replicates: 4 }, (item) =>
    item % 2 === 0 ? 4 : 1 + Math.floor(5 * rng()),
  ).map((row) => ({ ...row, scale: [1, 5] as [number, number] }));
}

test("abstaining where ratings disagree lowers the risk", () => {
  const result = of(mixed(60))!;
  const [first] = result.curve;
  const last = result.curve.at(-1)!;
  expect(first![1]).toBe(0);
  expect(last[0]).toBe(1);
  expect(last[1]).toBeGreaterThan(0.15);
  expect(result.aurc.value).toBeLessThan(last[1]);
  expect(result.augrc.value).toBeLessThan(last[1] / 2);
  expect(result.aurc).toMatchObject({ low: expect.any(Number), n: 60 });
});

test("the threshold is chosen on one half of the groups and reported on the other", () => {
  const result = of(mixed(60))!;
  expect(result.thresholdFrom).toBe("30 of 60 verdicts, by source group");
  expect(new Set(result.calibratedOn)).toHaveProperty("size", 30);
  expect(result.atRisk).toMatchObject({ target: 0.1, threshold: expect.any(Number) });
  expect(result.coverageAtRisk.n).toBe(30);
  expect(result.coverageAtRisk.value).toBeCloseTo(result.atRisk!.accepted / 30, 12);
  expect(result.coverageAtRisk.value).toBeGreaterThan(0.2);
  expect(result.coverageAtRisk.value).toBeLessThan(1);
  expect(result.atRisk!.upper).toBeGreaterThan(result.atRisk!.risk!);
});

test("items of one source stay in one half", () => {
  const rows = mixed(60).map((row) => ({ ...row, group: `g${Math.floor(Number(row.item.slice(1)) / 20)}` }));
  expect(of(rows)!.thresholdFrom).toBe("40 of 60 verdicts, by source group");
});

test("a panel that repeats itself has no risk, and too few items no threshold", () => {
  const steady = of(designRows({ items: 10, raters: 2, replicates: 2 }, (item) => 1 + (item % 5)))!;
  expect(steady.aurc.value).toBe(0);
  expect(steady.coverageAtRisk).toMatchObject({ value: null, reason: expect.stringMatching(/10 verdicts/) });
  expect(steady).not.toHaveProperty("atRisk");
});

test("one replicate has no verdict to reverse", () => {
  expect(of(designRows({ items: 10, raters: 2, replicates: 1 }, (item) => 1 + (item % 5)))).toBeNull();
});
