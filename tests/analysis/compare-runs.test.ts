import { expect, test } from "vitest";
import { compareRuns } from "../../src/analysis/compare-runs.ts";
import type { Verdict } from "../../src/domain/verdict.ts";

const verdict = (item: string, value: number | null, arm = "panel"): Verdict => ({
  item,
  dimension: "d",
  condition: { arm },
  value,
  low: null,
  high: null,
  level: 0.95,
  n: { panelists: 1, replicates: 1, abstained: 0, failed: 0 },
  before: null,
  evidence: [],
  cited: [],
  method: "",
});
const self = (item: string) => item;

test("two runs are compared item by item, the second less the first", () => {
  const first = [verdict("a", 2), verdict("b", 4), verdict("c", 3)];
  const second = [verdict("c", 3.5), verdict("a", 3), verdict("b", 4.5)];
  const [found] = compareRuns(first, second, self);
  // R: t.test(c(.5, 1, .5)) gives 0.6666667 [-0.0504422, 1.3837755].
  expect(found?.difference).toMatchObject({ n: 3, level: 0.95 });
  expect(found?.difference.value).toBeCloseTo(2 / 3, 12);
  expect(found?.difference.value !== null && found?.difference.low).toBeCloseTo(-0.0504422, 6);
  expect(found?.unpaired).toBe(0);
});

test("an item without a verdict in both runs is counted, never taken for 0", () => {
  const [found] = compareRuns(
    [verdict("a", 2), verdict("b", null), verdict("x", 1)],
    [verdict("a", 3), verdict("b", 4), verdict("y", 1)],
    self,
  );
  expect(found).toMatchObject({ difference: { value: 1, n: 1 }, unpaired: 3 });
  expect(found?.difference).not.toHaveProperty("low");
});

test("no pair at all is a reason, and conditions that only one run has are left out", () => {
  expect(compareRuns([verdict("a", null)], [verdict("a", 3)], self)[0]?.difference).toEqual({
    value: null,
    reason: "no item has a verdict in both runs",
    n: 0,
  });
  expect(compareRuns([verdict("a", 2, "x")], [verdict("a", 2, "y")], self)).toEqual([]);
});
