import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { normalDraw } from "../../src/stats/distributions.ts";
import { designRows } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 200, permutations: 199 };

/** Items of a common quality; raters of the arm with their own leaning and noise. */
function armRows(
  arm: string,
  seed: number,
  shift: number,
  noise: number,
  fields: Partial<Rating> = {},
): Rating[] {
  const quality = rngFrom(1);
  const items = Array.from({ length: 20 }, () => normalDraw(quality));
  const rng = rngFrom(seed);
  const leaning = Array.from({ length: 6 }, () => 0.3 * normalDraw(rng));
  return designRows({ items: 20, raters: 6, replicates: 3 }, (item, rater) => {
    return 3 + shift + items[item]! + leaning[rater]! + noise * normalDraw(rng);
  }).map((row) => ({ ...row, arm, ...fields }));
}

function compared(rows: readonly Rating[]) {
  return StudyResult.parse(analyze(rows, QUICK)).comparisons!;
}

const BY_NOISE = compared([...armRows("grounded", 2, 0, 0.4), ...armRows("invented", 3, 1.5, 1.2)]);
const measureOf = (name: string) =>
  BY_NOISE.find(({ measure, dimension }) => measure === name && dimension === "clarity")!;

test("arms are compared on every measure that both allow", () => {
  expect(BY_NOISE.filter(({ dimension }) => dimension === "clarity").map(({ measure }) => measure)).toEqual([
    "runVariance",
    "lambda",
    "dependability",
    "alphaRun",
    "mean",
    "abstentionRate",
  ]);
});

test("a difference in noise and in mean is found, with its sign", () => {
  const run = measureOf("runVariance").difference;
  expect(run.value).toBeCloseTo(0.4 ** 2 - 1.2 ** 2, 0);
  expect(run).toMatchObject({ level: 0.95, n: 20 });
  expect("high" in run && run.high! < 0).toBe(true);
  expect(measureOf("runVariance").holmP).toBeLessThan(0.05);
  expect(measureOf("mean").difference.value).toBeCloseTo(-1.5, 0);
  expect(measureOf("mean").holmP).toBeLessThan(0.05);
});

test("arms that do not differ are undecided, and the note says what it would take", () => {
  const found = compared([...armRows("grounded", 4, 0, 0.5), ...armRows("invented", 5, 0, 0.5)]);
  const mean = found.find(({ measure, dimension }) => measure === "mean" && dimension === "clarity")!;
  expect("low" in mean.difference && mean.difference.low! <= 0 && mean.difference.high! >= 0).toBe(true);
  expect(mean.note).toMatch(/undecided/);
});

test("where neither arm ever abstains there is no difference and nothing to decide", () => {
  const none = measureOf("abstentionRate");
  expect(none.difference).toMatchObject({ value: 0, low: 0, high: 0 });
  expect(none.note).toBeUndefined();
});

test("an arm with one persona set is compared for these two sets only", () => {
  const one = (arm: string, seed: number) => armRows(arm, seed, 0, 0.5, { personaSet: `${arm}-a` });
  const [first] = compared([...one("grounded", 2), ...one("invented", 3)]);
  expect(first!.note).toMatch(/for these two sets/);
  const three = (arm: string, seed: number) =>
    ["a", "b", "c"].flatMap((set, at) => armRows(arm, seed + at, 0, 0.5, { personaSet: `${arm}-${set}` }));
  const [several] = compared([...three("grounded", 10), ...three("invented", 20)]);
  expect(several!.note ?? "").not.toMatch(/for these two sets/);
});

test("a protocol is compared with the same personas, rater by rater", () => {
  const rows = [
    ...armRows("grounded", 2, 0, 0.2, { protocol: "independent" }),
    ...armRows("grounded", 2, 0.3, 0.2, { protocol: "debate" }),
  ];
  const mean = compared(rows).find(({ measure }) => measure === "mean")!;
  expect(mean.a).toMatchObject({ protocol: "debate" });
  expect(mean.difference.value).toBeCloseTo(0.3, 6);
  // The leanings cancel, rater by rater.
  expect("low" in mean.difference && mean.difference.low! > 0.29).toBe(true);
});

test("conditions that share fewer than two items are not compared", () => {
  const rows = armRows("invented", 3, 0, 0.5).map((row) => ({ ...row, item: `other-${row.item}` }));
  const found = compared([...armRows("grounded", 2, 0, 0.5), ...rows]);
  expect(found[0]!.difference).toMatchObject({
    value: null,
    reason: expect.stringMatching(/fewer than two items/),
  });
});

test("λ that is refused in one arm is not compared", () => {
  const once = armRows("invented", 3, 0, 0.5).filter(({ replicate }) => replicate === 0);
  const found = compared([...armRows("grounded", 2, 0, 0.5), ...once]);
  const lambda = found.find(({ measure }) => measure === "lambda")!;
  expect(lambda.difference).toMatchObject({ value: null });
  expect(found.find(({ measure }) => measure === "mean")!.difference.value).not.toBeNull();
});

test("first ratings that two protocols share are compared with other arms once, and never with themselves", () => {
  const shared = (protocol: string) => armRows("grounded", 2, 0, 0.5, { protocol });
  const other = (protocol: string) => armRows("invented", 3, 0, 0.5, { protocol });
  const rows = ["independent", "debate"].flatMap((protocol) => [...shared(protocol), ...other(protocol)]);
  const pairs = new Set(compared(rows).map(({ a, b }) => JSON.stringify([a, b])));
  expect(pairs.size).toBe(1);
});
