import { expect, test } from "vitest";
import { resultForPage } from "../../src/report/result-for-page.ts";
import { RUN } from "./fixture.ts";

const [first] = RUN.result.conditions.filter(({ validity, selective }) => validity && selective);
if (!first?.validity || !first.selective) throw new Error("no row with labels and a curve");
const { validity, selective } = first;

test("labels of single items and questions one by one stay in the result's own file", () => {
  expect(validity.labels.some(({ item }) => item !== undefined)).toBe(true);
  const page = resultForPage({ ...RUN.result, conditions: [first], probes: [] });
  expect(page.conditions[0]?.validity?.labels.every(({ item }) => item === undefined)).toBe(true);
  expect(page).not.toHaveProperty("probes");
  expect(page.debate).toBe(RUN.result.debate);
});

test("a curve of many points keeps its ends and its course, and a crowd of raters is cut", () => {
  const curve = Array.from({ length: 5000 }, (_, index): [number, number] => [index / 4999, index / 9998]);
  const labels = Array.from({ length: 900 }, (_, index) => ({
    rater: `r${index}`,
    label: "genuine" as const,
    statistics: {},
    wouldChange: "nothing",
  }));
  const large = { ...first, selective: { ...selective, curve }, validity: { ...validity, labels } };
  const [row] = resultForPage({ ...RUN.result, conditions: [large] }).conditions;
  const thin = row?.selective?.curve ?? [];
  expect(thin).toHaveLength(200);
  expect([thin[0], thin.at(-1)]).toEqual([curve[0], curve.at(-1)]);
  expect(thin.every(([x], index) => index === 0 || x > (thin[index - 1]?.[0] ?? 1))).toBe(true);
  expect(row?.validity?.labels).toHaveLength(400);
});
