import { expect, test } from "vitest";
import type { ScoredItems } from "../../src/stats/correlation.ts";
import { sampleCorrelation } from "../../src/stats/sample-correlation.ts";
import { spearman } from "../../src/stats/spearman.ts";
import { summaryCorrelation } from "../../src/stats/summary-correlation.ts";
import { systemCorrelation } from "../../src/stats/system-correlation.ts";
import { ones } from "../../src/stats/weights.ts";

/** Three sources × three systems: the first rises with people, the second falls, the third is flat. */
const items: ScoredItems = {
  x: [1, 2, 3, 1, 2, 3, 4, 4, 4],
  y: [1, 2, 3, 3, 2, 1, 1, 2, 3],
  group: [0, 0, 0, 1, 1, 1, 2, 2, 2],
  groups: 3,
  system: [0, 1, 2, 0, 1, 2, 0, 1, 2],
  systems: 3,
};

test("the summary level averages over groups, leaves the constant one out and counts it", () => {
  const { statistic, groupsLeftOut } = summaryCorrelation(items, "spearman");
  expect(groupsLeftOut).toBe(1);
  expect(statistic(ones(3))).toBeCloseTo(0, 12);
  expect(statistic([2, 1, 5])).toBeCloseTo(1 / 3, 12);
  expect(statistic([0, 0, 3])).toBeNull();
});

test("the sample level pools all items", () => {
  const { statistic, groupsLeftOut } = sampleCorrelation(items, "spearman");
  expect(groupsLeftOut).toBe(0);
  expect(statistic(ones(3))).toBeCloseTo(spearman(items.x, items.y) ?? Number.NaN, 12);
  expect(statistic([1, 0, 0])).toBeCloseTo(1, 12);
});

test("the system level correlates the systems' means", () => {
  // Means over the groups: x 2, 8/3, 10/3; y 5/3, 2, 7/3: a straight line.
  const { statistic, groupsLeftOut } = systemCorrelation(items, "pearson");
  expect(groupsLeftOut).toBe(0);
  expect(statistic(ones(3))).toBeCloseTo(1, 12);
  expect(statistic([0, 1, 0])).toBeCloseTo(-1, 12);
});

test("items without a system take no part at system level, and their groups are counted", () => {
  const { statistic, groupsLeftOut } = systemCorrelation(
    { ...items, system: [0, 1, 2, 0, 1, 2, -1, -1, -1] },
    "pearson",
  );
  expect(groupsLeftOut).toBe(1);
  expect(statistic(ones(3))).toBeNull();
  expect(
    systemCorrelation({ ...items, system: items.system.map(() => -1) }, "pearson").statistic(ones(3)),
  ).toBeNull();
});

test("groups of one item leave the summary level without a value", () => {
  const alone = { ...items, group: items.x.map((_, index) => index), groups: 9 };
  const { statistic, groupsLeftOut } = summaryCorrelation(alone, "kendall");
  expect(groupsLeftOut).toBe(9);
  expect(statistic(ones(9))).toBeNull();
});
