import { expect, test } from "vitest";
import { Rating } from "../../src/domain/rating.ts";
import { progressOf } from "../../src/report/progress.ts";

const row = (more: object): Rating =>
  Rating.parse({
    item: "i",
    dimension: "d",
    arm: "grounded",
    rater: "r",
    protocol: "debate",
    value: 3,
    ...more,
  });
const TIMES = { began: 1_000_000, lastCell: 1_060_000, now: 1_090_000 };

test("the pace of the cells so far tells what the others take", () => {
  const progress = progressOf({ done: 30, planned: 120 }, [], TIMES);
  expect(progress).toEqual({ done: 30, planned: 120, secondsLeft: 180, secondsIdle: 30, arms: [] });
  expect(progressOf({ done: 0, planned: 120 }, [], TIMES).secondsLeft).toBeNull();
});

test("by arm, answers, abstentions and accidents are told apart, and people are no arm", () => {
  const ratings = [
    row({}),
    row({ item: "j", rater: "s" }),
    row({ value: null, missing: "abstained", rater: "t" }),
    row({ value: null, missing: "malformed", rater: "u" }),
    row({ value: null, missing: "failed", rater: "v" }),
    Rating.parse({ item: "i", dimension: "d", arm: "human", rater: "a", value: 4 }),
  ];
  expect(progressOf({ done: 1, planned: 2 }, ratings, TIMES).arms).toEqual([
    { arm: "grounded", items: 2, ratings: 2, abstained: 1, accidents: 2 },
  ]);
});
