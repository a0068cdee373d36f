import { expect, test } from "vitest";
import { wording } from "../../src/analysis/wording.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { rating } from "./rating-rows.ts";
import { QUICK, tableOf } from "./table-of.ts";

const FRAMINGS = ["plain", "request", "question"];

/** Ten items of one rater in three wordings, two runs each, on a scale from 1 to 5. */
function rows(
  answer: (item: number, wording: number, run: number) => number,
  extra: (item: number) => Partial<Rating> = () => ({}),
): Rating[] {
  return Array.from({ length: 10 }, (_, item) =>
    FRAMINGS.flatMap((framing, index) =>
      [0, 1].map((replicate) =>
        rating({
          item: `i${item}`,
          framing,
          replicate,
          value: answer(item, index, replicate),
          scale: [1, 5],
          ...extra(item),
        }),
      ),
    ),
  ).flat();
}
const of = (all: readonly Rating[]) => wording(tableOf(all), [tableOf(all)], QUICK);

test("wording that moves every item alike is all excess", () => {
  // Wordings 2, 3 and 4 of a scale of 4 steps: differences ¼, ¼ and ½, their mean ⅓; items do not differ.
  const result = of(rows((_, index) => 2 + index))!;
  expect(result.pss.value).toBeCloseTo(1 / 3, 12);
  expect(result.excess.value).toBeCloseTo(1 / 3, 12);
  // Items' ratings are the same three values each: two drawn from different items differ by ⅔ · ⅓ on average.
  expect(result.normalised.value).toBeCloseTo(1.5, 12);
});

test("run noise alone is sensitivity, but no excess", () => {
  // Both runs of every wording: 2 and 4. Within a wording the difference is ½; between, half the pairs differ.
  const result = of(rows((_, __, run) => 2 + 2 * run))!;
  expect(result.pss.value).toBeCloseTo(0.25, 12);
  expect(result.excess.value).toBeCloseTo(-0.25, 12);
});

test("answers that follow the item alone have no sensitivity", () => {
  const result = of(rows((item) => 1 + (item % 5)))!;
  expect(result.pss.value).toBe(0);
  expect(result.excess.value).toBe(0);
  expect(result.normalised.value).toBe(0);
});

test("items that do not differ leave nothing to normalise by", () => {
  expect(of(rows(() => 3))!.normalised).toMatchObject({ value: null, reason: expect.any(String) });
});

test("stated confidence is set against sensitivity", () => {
  const result = of(
    rows(
      (item, index) => 1 + (item % 4) * index * 0.5,
      (item) => ({ confidence: 1 - (item % 4) / 10 }),
    ),
  )!;
  expect(result.withConfidence.value).toBeCloseTo(-1, 12);
  expect(of(rows((_, index) => 2 + index))!.withConfidence).toMatchObject({
    value: null,
    reason: "no confidence was stated",
  });
});

test("one run a wording has sensitivity and no excess", () => {
  const result = of(rows((_, index) => 2 + index).filter((row) => row.replicate === 0))!;
  expect(result.pss.value).toBeCloseTo(1 / 3, 12);
  expect(result.excess).toMatchObject({ value: null, reason: expect.stringMatching(/one run a wording/) });
});

test("one wording has no part of its own", () => {
  expect(of(rows(() => 3).filter((row) => row.framing === "plain"))).toBeNull();
});

test("missing cells leave out what they touch, and no more", () => {
  const full = rows((_, index) => 2 + index);
  const holes = full.filter((row) => !(row.item === "i3" && row.framing !== "plain"));
  expect(of(holes)!.pss).toMatchObject({ value: expect.closeTo(1 / 3, 12), n: 9 });
});

test("several dimensions are pooled on their own scales", () => {
  const one = tableOf(rows((_, index) => 2 + index));
  const other = tableOf(
    rows(
      (_, index) => 2 + index,
      () => ({ dimension: "depth", scale: [0, 8] }),
    ),
    "depth",
  );
  expect(wording(one, [one, other], QUICK)!.pss).toMatchObject({ value: expect.closeTo(0.25, 12), n: 20 });
});
