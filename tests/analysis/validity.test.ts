import { expect, test } from "vitest";
import { framingKind } from "../../src/analysis/framing-kinds.ts";
import { onlyWordings } from "../../src/analysis/only-wordings.ts";
import { validity } from "../../src/analysis/validity.ts";
import { itemLabels, raterLabels } from "../../src/analysis/validity-labels.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { rating } from "./rating-rows.ts";
import { QUICK, tableOf } from "./table-of.ts";

const FRAMINGS = [
  "plain",
  "request",
  "question",
  "frame:gain",
  "frame:loss",
  "order:ascending",
  "order:descending",
];
const RUNS = [0, 1, 2, 3, 4];
type Answer = (framing: string, item: number, rng: () => number) => number;

/** Answers of known making on a scale from 1 to 5; a seventh of the runs slips by one step. */
const ANSWERERS: Readonly<Record<string, Answer>> = {
  stable: (_, item, rng) => 2 + (item % 3) + slip(rng),
  "frame-follower": (framing, item, rng) =>
    2 + (item % 3) + slip(rng) + (framing === "frame:gain" ? 1 : framing === "frame:loss" ? -1 : 0),
  random: (_, __, rng) => 1 + Math.floor(5 * rng()),
  "first-option": (framing) => (framing === "order:descending" ? 5 : 1),
};

function slip(rng: () => number): number {
  return rng() < 1 / 7 ? (rng() < 0.5 ? 1 : -1) : 0;
}

function battery(seed: number, raters = Object.keys(ANSWERERS), items = 20): Rating[] {
  const rng = rngFrom(seed);
  return raters.flatMap((rater) =>
    Array.from({ length: items }, (_, item) => item).flatMap((item) =>
      FRAMINGS.flatMap((framing) =>
        RUNS.map((replicate) =>
          rating({
            item: `i${String(item).padStart(2, "0")}`,
            rater,
            framing,
            replicate,
            value: Math.max(1, Math.min(5, ANSWERERS[rater]!(framing, item, rng))),
            scale: [1, 5],
          }),
        ),
      ),
    ),
  );
}

test("a framing's name says what it is for", () => {
  expect(
    ["plain", "request", "frame:gain", "order:ascending", "no-opinion", "negated"].map(framingKind),
  ).toEqual(["wording", "wording", "frame", "order", "no-opinion", "negated"]);
});

test("framings that test answers are kept out of what is averaged", () => {
  const table = tableOf(battery(1));
  const wordings = onlyWordings(table);
  expect(wordings.value.length).toBe((table.value.length * 3) / FRAMINGS.length);
  expect(onlyWordings(wordings).value).toEqual(wordings.value);
  const plain = tableOf([rating({})]);
  expect(onlyWordings(plain)).toBe(plain);
});

test("answers of known making get their labels: 20 items, 5 runs, 3 wordings, 2 frames, 2 orders, 60 studies", () => {
  const wanted = {
    stable: "genuine",
    "frame-follower": "constructed",
    random: "non-attitude",
    "first-option": "artifact",
  };
  const right = new Map<string, number>();
  const wrong = new Map<string, number>();
  for (let study = 0; study < 60; study++)
    for (const { rater, label } of raterLabels(tableOf(battery(100 + study)))) {
      const isRight = Object.entries(wanted).some(([name, its]) => name === rater && its === label);
      if (isRight) right.set(rater, (right.get(rater) ?? 0) + 1);
      else if (label !== "undetermined") wrong.set(rater, (wrong.get(rater) ?? 0) + 1);
    }
  for (const rater of Object.keys(wanted)) {
    expect(right.get(rater) ?? 0, rater).toBeGreaterThanOrEqual(57);
    expect(wrong.get(rater) ?? 0, rater).toBeLessThanOrEqual(3);
  }
});

test("each answerer alone gets the same label as among others", () => {
  const labels = Object.keys(ANSWERERS).map((rater) => raterLabels(tableOf(battery(5, [rater])))[0]!.label);
  expect(labels.map((label) => label === "undetermined")).toEqual([expect.any(Boolean), false, false, false]);
  expect(labels.slice(1)).toEqual(["constructed", "non-attitude", "artifact"]);
  expect(["genuine", "undetermined"]).toContain(labels[0]);
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
      battery(9, [rater]).map((row) => ({
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
  expect(invarianceOf(two(["stable", "frame-follower", "stable"]))).toBeCloseTo(0.1129, 2);
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
