import { expect, test } from "vitest";
import { withinSlope } from "../../src/stats/within-slope.ts";

test("groups share a slope and keep their levels", () => {
  const slope = withinSlope([
    [1, 2, 3].map((x) => ({ x, y: 10 - x })),
    [4, 8].map((x) => ({ x, y: 100 - x })),
  ]);
  expect(slope([1, 1])).toBeCloseTo(-1, 12);
});

test("the pooled slope weighs groups by how far their points reach", () => {
  // Slopes 1 over a spread of 2 and 0 over a spread of 8: (2·1 + 8·0)/10.
  const slope = withinSlope([[1, 3].map((x) => ({ x, y: x })), [1, 5].map((x) => ({ x, y: 7 }))]);
  expect(slope([1, 1])).toBeCloseTo(0.2, 12);
  expect(slope([1, 0])).toBeCloseTo(1, 12);
});

test("one point a group tells no slope", () => {
  expect(withinSlope([[{ x: 1, y: 1 }], []])([1, 1])).toBeNull();
});
