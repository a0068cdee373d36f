import { expect, test } from "vitest";
import { onlyWordings } from "../../src/analysis/only-wordings.ts";
import { validity } from "../../src/analysis/validity.ts";
import { itemLabels, raterLabels } from "../../src/analysis/validity-labels.ts";
import { framingKind, framingParts } from "../../src/domain/framing.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { ANSWERERS, answersOf, CROSSED, MIDWAY, ONE_AT_A_TIME } from "../fakes/answerers.ts";
import { rating } from "./rating-rows.ts";
import { QUICK, tableOf } from "./table-of.ts";

const RUNS = [0, 1, 2, 3, 4];
const NAMES: Readonly<Record<string, keyof typeof ANSWERERS>> = {
  stable: "genuine",
  "frame-follower": "constructed",
  random: "non-attitude",
  "first-option": "artifact",
};

/** Answers of known making, each rater named for how it answers. */
function battery(seed: number, raters = Object.keys(NAMES), items = 20): Rating[] {
  const answerers = Object.fromEntries(raters.map((rater) => [rater, ANSWERERS[NAMES[rater]!]]));
  return answersOf(answerers, ONE_AT_A_TIME, seed, items);
}

test("a framing's name says what it is for", () => {
  expect(
    ["plain", "request", "frame:gain", "order:ascending", "no-opinion", "negated"].map(framingKind),
  ).toEqual(["wording", "wording", "frame", "order", "no-opinion", "negated"]);
});

test("framings that test answers are kept out of what is averaged", () => {
  const table = tableOf(battery(1));
  const wordings = onlyWordings(table);
  expect(wordings.value.length).toBe((table.value.length * 3) / ONE_AT_A_TIME.length);
  expect(onlyWordings(wordings).value).toEqual(wordings.value);
  const plain = tableOf([rating({})]);
  expect(onlyWordings(plain)).toBe(plain);
});

const STUDIES = Array.from({ length: 100 }, (_, study) => 100 + study);

/** How often each rater got each label. */
function labelled(rowsOf: (seed: number) => readonly Rating[]): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { rater, label } of STUDIES.flatMap((seed) => raterLabels(tableOf(rowsOf(seed))))) {
    const own = counts.get(rater) ?? new Map<string, number>();
    counts.set(rater, own.set(label, (own.get(label) ?? 0) + 1));
  }
  return counts;
}

test.each([
  ["one at a time", ONE_AT_A_TIME],
  ["crossed", CROSSED],
])(
  "answers of known making get their labels in 100 studies: 20 items, 5 runs, 3 wordings, 2 frames and 2 orders %s",
  (_, framings) => {
    const together = labelled((seed) => answersOf(ANSWERERS, framings, seed));
    expect([...together.keys()].toSorted()).toEqual(Object.keys(ANSWERERS).toSorted());
    for (const [rater, counts] of together) {
      const right = counts.get(rater) ?? 0;
      expect(right, rater).toBeGreaterThanOrEqual(90);
      expect(100 - right - (counts.get("undetermined") ?? 0), rater).toBeLessThanOrEqual(2);
    }
    for (const [name, answerer] of Object.entries(MIDWAY)) {
      const counts = labelled((seed) => answersOf({ [name]: answerer }, framings, seed)).get(name)!;
      expect(counts.get("undetermined") ?? 0, name).toBeGreaterThanOrEqual(50);
    }
  },
);

test("in 25 studies each answerer alone gets the same label as among others", () => {
  for (const [name, answerer] of Object.entries(ANSWERERS)) {
    const labels = STUDIES.slice(0, 25).map(
      (seed) => raterLabels(tableOf(answersOf({ [name]: answerer }, ONE_AT_A_TIME, seed)))[0]!.label,
    );
    expect(labels.filter((label) => label === name).length, name).toBeGreaterThanOrEqual(23);
  }
});

test("who follows the frame and has nothing else to say is constructed, who says one thing always an artifact", () => {
  const rows = answersOf(
    {
      follower: ({ frame }) => (frame === "gain" ? 4 : frame === "loss" ? 2 : 3),
      // The same word in every question; in the frame that is turned round it is re-coded.
      liner: ({ frame }) => (frame === "loss" ? 2 : 4),
    },
    ONE_AT_A_TIME,
    1,
  );
  const labels = raterLabels(tableOf(rows)).map(({ rater, label }) => [rater, label]);
  expect(labels).toEqual([
    ["follower", "constructed"],
    ["liner", "artifact"],
  ]);
});

test("one frame, or one order, beside the plain question is held against that", () => {
  const asked = ["plain", "request", "frame:loss", "order:descending"];
  const labels = raterLabels(tableOf(answersOf(ANSWERERS, asked, 3)));
  expect(Object.fromEntries(labels.map(({ rater, label }) => [rater, label]))).toEqual({
    genuine: "genuine",
    constructed: "constructed",
    "non-attitude": "non-attitude",
    artifact: "artifact",
  });
  const shift = labels.find(({ rater }) => rater === "constructed")!.statistics.frameShift!;
  // Answers stay on the scale, so that the frame moves a slip to 5 or to 1 by nothing.
  expect(shift.value).toBeGreaterThan(0.85);
  expect(shift.value).toBeLessThan(1.1);
});

test("crossed framings are all kept where none is plain, and compared part by part", () => {
  const table = tableOf(answersOf(ANSWERERS, CROSSED, 1));
  expect(onlyWordings(table)).toBe(table);
  expect(framingParts("request+frame:gain+order:descending")).toEqual({
    wording: "request",
    frame: "gain",
    order: "descending",
  });
  expect(framingParts("asked, plainly")).toEqual({ wording: "asked, plainly", frame: "", order: "" });
});

test("the labels are counted, and headlines stand with and without what should not be averaged", () => {
  const result = validity(tableOf(battery(7)), QUICK)!;
  expect(result).toMatchObject({
    genuine: 1,
    constructed: 1,
    nonAttitude: 1,
    artifact: 1,
    unusable: 0,
    undetermined: 0,
  });
  // The first-option answerer says 1, the random one 3 on average, the others between 2 and 4.
  expect(result.with!.mean.value).toBeLessThan(result.without!.mean.value!);
  expect(result.with!.lambda.n).toBe(1200);
  expect(result.without!.lambda.n).toBe(600);
  expect(result.flipRate.value).toBeGreaterThan(0);
  const deciding = result.labels.find(({ rater, item }) => rater === "first-option" && item === undefined)!;
  expect(deciding.statistics.orderShift).toMatchObject({ value: -4, low: -4, high: -4 });
  expect(deciding.wouldChange).toMatch(/option order/);
});

test("where everybody answers alike in earnest nothing flips and both headlines are one", () => {
  const rows = battery(3, ["stable"]).flatMap((row) => [row, { ...row, rater: "other" }]);
  const result = validity(tableOf(rows), QUICK)!;
  expect(result.flipRate.value).toBe(0);
  expect(result.without).toEqual(result.with);
});

test("where nobody's answers should be averaged the headline without them is a reason", () => {
  const rows = battery(3, ["random"]).flatMap((row) => [
    row,
    { ...row, rater: "other", value: 6 - row.value! },
  ]);
  const result = validity(tableOf(rows), QUICK)!;
  expect(result.nonAttitude).toBe(2);
  expect(result.flipRate).toMatchObject({ value: null, reason: expect.stringMatching(/no rater is left/) });
  expect(result.without!.mean).toMatchObject({ value: null });
  expect(result.without!.lambda).toMatchObject({ value: null });
  // Random answers: two runs differ as often as chance has it.
  expect(result.blackAndWhite!.value).toBeCloseTo(1, 1);
});

test("raters who keep their distance in every form are invariant, followers of a frame are not", () => {
  const two = (raters: string[]) =>
    raters.flatMap((rater, index) =>
      battery(9 + index, [rater]).map((row) => ({
        ...row,
        rater: `r${index}`,
        value: row.value! + index,
        scale: [1, 7] as [number, number],
      })),
    );
  const invarianceOf = (rows: readonly Rating[]) => validity(tableOf(rows), QUICK)!.invariance!.value!;
  expect(Math.abs(invarianceOf(two(["stable", "stable", "stable"])))).toBeLessThan(0.05);
  // One of three raters, a step apart each, gains and loses a step in two of seven forms: the two-way table's
  // interaction mean square is (4 + 1 + 1)/9 · 2/12 = .1111, the raters' variance 1 - .1111/7.
  // .1129 in all; slips off the scale's ends and of runs move it by a hundredth.
  expect(Math.abs(invarianceOf(two(["stable", "frame-follower", "stable"])) - 0.1129)).toBeLessThan(0.02);
  expect(validity(tableOf(battery(9, ["stable"])), QUICK)!.invariance).toMatchObject({
    value: null,
    reason: expect.stringMatching(/one rater/),
  });
});

test("item labels are tentative: few random answerers are caught on one item, steady ones keep theirs", () => {
  const labels = itemLabels(tableOf(battery(11)));
  expect(labels.every(({ item }) => item !== undefined)).toBe(true);
  const of = (rater: string) => labels.filter((label) => label.rater === rater);
  expect(of("first-option").map(({ label }) => label)).toEqual(Array(20).fill("artifact"));
  expect(of("random").length).toBeLessThan(10);
  expect(labels.some(({ label }) => label === "undetermined")).toBe(false);
  expect(itemLabels(onlyWordings(tableOf(battery(11))))).toEqual([]);
});

test("without frames and orders nobody is genuine, and the label says what to ask", () => {
  const [label] = raterLabels(onlyWordings(tableOf(battery(2, ["stable"]))));
  expect(label).toMatchObject({ label: "undetermined" });
  expect(label!.wouldChange).toMatch(/two frames; two option orders$/);
});

test("too few items, and too many lost replies, are said", () => {
  expect(raterLabels(tableOf(battery(2, ["stable"], 6)))[0]).toMatchObject({
    label: "undetermined",
    wouldChange: "at least 20 items; now 6",
  });
  const lost = battery(2, ["stable"]).map((row, index) =>
    index % 5 === 0 ? { ...row, value: null, missing: "malformed" as const } : row,
  );
  const [label] = raterLabels(tableOf(lost));
  expect(label).toMatchObject({ label: "unusable" });
  expect(label!.statistics.accidents!.value).toBeCloseTo(0.2, 12);
});

test("a rater without one rating is unusable, not missing", () => {
  const rows = battery(2, ["stable"]).flatMap((row) => [
    row,
    { ...row, rater: "silent", value: null, missing: "failed" as const },
  ]);
  expect(raterLabels(tableOf(rows)).map(({ rater, label }) => [rater, label])[0]).toEqual([
    "silent",
    "unusable",
  ]);
});

test("no opinion counts where it is offered", () => {
  const offered = Array.from({ length: 20 }, (_, item) =>
    rating({
      item: `i${String(item).padStart(2, "0")}`,
      rater: "stable",
      framing: "no-opinion",
      scale: [1, 5],
      ...(item < 12
        ? { value: null, missing: "abstained" as const, reason: "cannot-tell" as const }
        : { value: 3 }),
    }),
  );
  const [label] = raterLabels(tableOf([...battery(2, ["stable"]), ...offered]));
  expect(label).toMatchObject({ label: "non-attitude" });
  expect(label!.statistics.noOpinion!.value).toBeCloseTo(0.6, 12);
});

test("agreement with the negation too makes an artifact", () => {
  const negated = Array.from({ length: 20 }, (_, item) =>
    RUNS.map((replicate) =>
      rating({
        item: `i${String(item).padStart(2, "0")}`,
        rater: "stable",
        framing: "negated",
        replicate,
        value: 5,
        scale: [1, 5],
      }),
    ),
  ).flat();
  const rows = battery(2, ["stable"]).map((row) => ({ ...row, value: Math.min(5, row.value! + 1) }));
  const [label] = raterLabels(tableOf([...rows, ...negated]));
  expect(label).toMatchObject({ label: "artifact" });
  expect(label!.statistics.acquiescence!.value).toBeGreaterThan(4);
});

test("nothing is labelled where nobody was asked twice, and nothing breaks on one answer throughout", () => {
  expect(validity(tableOf([rating({}), rating({ item: "i2" })]), QUICK)).toBeNull();
  const flat = Array.from({ length: 20 }, (_, item) =>
    RUNS.map((replicate) => rating({ item: `i${item}`, replicate, value: 4 })),
  ).flat();
  const result = validity(tableOf(flat), QUICK)!;
  expect(result.labels[0]).toMatchObject({ label: "artifact" });
  expect(result.blackAndWhite).toMatchObject({ value: null });
  expect(result.with!.lambda).toMatchObject({ value: null });
});
