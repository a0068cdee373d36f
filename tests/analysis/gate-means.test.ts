import { expect, test } from "vitest";
import { gateMeans } from "../../src/analysis/gate-means.ts";
import type { Verdict } from "../../src/domain/verdict.ts";

const verdict = (item: string, value: number | null): Verdict => ({
  item,
  dimension: "d",
  condition: { arm: "panel" },
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

test("items that stand alone give the plain t interval", () => {
  // R: t.test(c(2, 3, 4, 5)) gives 3.5 [1.445740, 5.554260].
  const [entry] = gateMeans(
    ["a", "b", "c", "d"].map((id, index) => verdict(id, index + 2)),
    (item) => item,
  );
  expect(entry?.mean).toMatchObject({ value: 3.5, n: 4, level: 0.95 });
  expect(entry?.mean.value !== null && entry?.mean.low).toBeCloseTo(1.44574, 5);
  expect(entry?.mean.value !== null && entry?.mean.high).toBeCloseTo(5.55426, 5);
});

test("items that share a source count as one when they say the same", () => {
  const doubled = ["a", "b"].flatMap((id, index) => [
    verdict(`${id}1`, index + 2),
    verdict(`${id}2`, index + 2),
  ]);
  const [clustered] = gateMeans(doubled, (item) => item.slice(0, 1));
  const [plain] = gateMeans([verdict("a", 2), verdict("b", 3)], (item) => item);
  expect(clustered?.mean).toMatchObject({ value: 2.5, n: 4 });
  const low = (entry: typeof plain) => (entry && entry.mean.value !== null ? entry.mean.low : undefined);
  expect(low(clustered)).toBeCloseTo(low(plain) ?? Number.NaN, 10);
});

test("abstentions are counted, never averaged", () => {
  expect(gateMeans([verdict("a", 3), verdict("b", null)], (item) => item)[0]).toMatchObject({
    mean: { value: 3, n: 1 },
    abstained: 1,
  });
  expect(gateMeans([verdict("a", null)], (item) => item)[0]?.mean).toEqual({
    value: null,
    reason: "no item has a verdict",
    n: 0,
  });
});

test("bounds end where the scale does", () => {
  const verdicts = ["a", "b", "c"].map((id, index) => verdict(id, index < 2 ? 5 : 3));
  const [entry] = gateMeans(
    verdicts,
    (item) => item,
    () => [1, 5],
  );
  expect(entry?.mean).toMatchObject({ low: expect.closeTo(1.4645, 3), high: 5 });
});
