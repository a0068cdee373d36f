import { expect, test } from "vitest";
import { midRanks } from "../../src/stats/mid-ranks.ts";

test("ties share the mean of their ranks", () => {
  expect(midRanks([10, 20, 10, 5, 20, 20])).toEqual([2.5, 5, 2.5, 1, 5, 5]);
  expect(midRanks([7, 7, 7])).toEqual([2, 2, 2]);
  expect(midRanks([])).toEqual([]);
});
