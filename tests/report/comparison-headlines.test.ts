import { expect, test } from "vitest";
import type { Comparison } from "../../src/domain/comparison-result.ts";
import type { Estimate } from "../../src/domain/estimate.ts";
import { comparisonHeadlines } from "../../src/report/comparison-headlines.ts";
import { oriented } from "../../src/report/oriented.ts";

const between = (value: number, low: number, high: number): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  method: "paired",
  n: 12,
});
const row = (more: Partial<Comparison>): Comparison => ({
  a: { arm: "grounded", protocol: "independent", phase: "initial" },
  b: { arm: "invented", protocol: "independent", phase: "initial" },
  dimension: "*",
  measure: "lambda",
  difference: between(0.8, 0.1, 1.5),
  holmP: 0.03,
  ...more,
});
const headlinesOf = (...comparisons: readonly Comparison[]) =>
  comparisonHeadlines({ version: 1, conditions: [], comparisons: [...comparisons] });

test("grounded against invented is told with its interval, whichever way round it was computed", () => {
  const mean = row({
    a: row({}).b,
    b: row({}).a,
    measure: "mean",
    difference: between(0.1, -0.2, 0.4),
    holmP: 0.5,
  });
  expect(headlinesOf(row({}), mean, row({ measure: "alphaRun" }))).toEqual([
    {
      label: "grounded against invented",
      isShown: true,
      sentence:
        "There is a difference in λ (grounded less invented 0.80, 95% interval 0.10 to 1.50). No difference in the mean rating is shown (grounded less invented −0.10, 95% interval −0.40 to 0.20).",
      basis: "12 items that both rated, all dimensions together, before any discussion",
    },
  ]);
});

test("what was rated after a discussion, other arms and single dimensions are no headline", () => {
  const after = { arm: "grounded", phase: "final" } as const;
  expect(headlinesOf(row({ a: after }), row({ dimension: "tone" }), row({ b: { arm: "placebo" } }))).toEqual(
    [],
  );
});

test("what cannot be estimated says why, and a difference that Holm takes away is not claimed", () => {
  const absent = row({ difference: { value: null, reason: "one set of each", n: 12 }, holmP: null });
  expect(headlinesOf(absent)[0]?.sentence).toBe("Whether λ differs is not estimable: one set of each.");
  expect(headlinesOf(row({ holmP: 0.2 }))[0]?.isShown).toBe(false);
});

test("a comparison turned round keeps its meaning", () => {
  const turned = oriented(row({ a: row({}).b, b: row({}).a, difference: between(0, -1, 3) }), {});
  expect(turned.a.arm).toBe("grounded");
  expect(turned.difference).toMatchObject({ value: 0, low: -3, high: 1 });
  const own = row({});
  expect(oriented(own, {})).toBe(own);
});
