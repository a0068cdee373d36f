import { expect, test } from "vitest";
import { createPace, durationText } from "../../../src/cli/run/pace.ts";

test("the pace is that of late, so that what was replayed at the start says nothing of the rest", () => {
  const paceAt = createPace();
  expect(paceAt(0, 0, 1000)).toBeNull();
  expect(paceAt(500, 400, 1000)).toBeNull();
  // 400 replayed at once, then one a second.
  for (let second = 1; second <= 40; second++) paceAt(1000 * second, 400 + second, 1000);
  expect(paceAt(41_000, 441, 1000)).toEqual({ perSecond: 1, secondsLeft: 559 });
});

test("a stage that stands still has no pace", () => {
  const paceAt = createPace();
  paceAt(0, 5, 10);
  expect(paceAt(60_000, 5, 10)).toBeNull();
});

test("durations are told in one unit, or hours with minutes", () => {
  expect([0, 59.4, 61, 3540, 3725, 90_000].map(durationText)).toEqual([
    "0 s",
    "59 s",
    "1 min",
    "59 min",
    "1 h 02 min",
    "25 h 00 min",
  ]);
});
