import { expect, test } from "vitest";
import { Rating } from "../../src/domain/rating.ts";
import { shiftsOf } from "../../src/report/shifts.ts";

const rating = (rater: string, phase: string, value: number | null, more: object = {}): Rating =>
  Rating.parse({
    item: "i",
    dimension: "tone",
    arm: "a",
    rater,
    phase,
    value,
    ...(value === null ? { missing: "abstained" } : {}),
    scale: [1, 5],
    ...more,
  });

test("a rating is paired with what the same panelist said before", () => {
  const shifts = shiftsOf([
    rating("p", "initial", 2),
    rating("q", "initial", 4),
    rating("r", "initial", 3),
    rating("p", "final", 3),
    rating("q", "final", 3),
    rating("r", "final", 3),
  ]);
  expect(shifts).toEqual([
    {
      condition: { arm: "a" },
      dimension: "tone",
      pairs: 3,
      raised: 1,
      lowered: 1,
      meanBefore: 3,
      meanAfter: 3,
      unpaired: 0,
      scale: [1, 5],
    },
  ]);
});

test("a rating in one phase only is counted and left out of the means", () => {
  const shifts = shiftsOf([
    rating("p", "initial", 2),
    rating("p", "final", 4),
    rating("q", "initial", null),
    rating("q", "final", 1),
  ]);
  expect(shifts).toMatchObject([{ pairs: 1, unpaired: 1, meanBefore: 2, meanAfter: 4 }]);
});

test("replicates, sets and framings are not mixed up", () => {
  const shifts = shiftsOf([
    rating("p", "initial", 1, { replicate: 0 }),
    rating("p", "initial", 5, { replicate: 1 }),
    rating("p", "final", 1, { replicate: 0 }),
    rating("p", "final", 5, { replicate: 1 }),
  ]);
  expect(shifts).toMatchObject([{ pairs: 2, raised: 0, lowered: 0 }]);
});

test("ratings without a final phase have no shift", () => {
  expect(shiftsOf([rating("p", "initial", 2)])).toEqual([]);
  expect(shiftsOf([rating("p", "initial", null), rating("p", "final", 2)])).toEqual([]);
});
