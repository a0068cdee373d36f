import { expect, test } from "vitest";
import { analyze } from "../../../src/analysis/analyze.ts";
import { withEfficiency } from "../../../src/analysis/debate/efficiency.ts";
import { Rating } from "../../../src/domain/rating.ts";
import { StudyResult } from "../../../src/domain/result.ts";
import type { Condition } from "../../../src/domain/verdict.ts";
import { normalFrom } from "../../fakes/latent-ratings.ts";

const ITEMS = Array.from({ length: 12 }, (_, index) => `i${index}`);
const condition = (arm: string, protocol: string): Condition => ({
  arm,
  protocol,
  model: "m",
  phase: protocol === "independent" ? "initial" : "final",
});
const CONDITIONS = [condition("a", "debate"), condition("b", "debate"), condition("a", "independent")];
const rows = ITEMS.flatMap((item, index) => [
  Rating.parse({ item, dimension: "d", arm: "human", rater: "h", value: 1 + (index % 5), scale: [1, 5] }),
  ...CONDITIONS.flatMap((own) =>
    ["p", "q"].flatMap((rater) =>
      [0, 1].map((replicate) => {
        const noise = 0.4 * normalFrom(item, rater, replicate, own.arm);
        const value = Math.min(5, Math.max(1, 1 + (index % 5) + noise));
        return Rating.parse({ item, dimension: "d", ...own, rater, replicate, value, scale: [1, 5] });
      }),
    ),
  ),
]);
const spent = CONDITIONS.map((own, at) => ({
  condition: own,
  byItem: Object.fromEntries(ITEMS.map((item, index) => [item, 1000 * (at + 1) + 10 * index])),
  isEstimated: at === 1,
}));
const result = withEfficiency(
  analyze(rows, { seed: 1, bootstraps: 50, permutations: 19 }),
  spent,
  (item) => item,
  2,
);

test("accuracy, correlation and reliability are told as they are and per thousand tokens of a verdict", () => {
  expect(StudyResult.parse(result)).toEqual(result);
  const [first, second] = result.efficiency ?? [];
  // 1055 tokens an item on average, for two verdicts.
  expect(first?.tokensPerVerdict.value).toBeCloseTo(527.5, 9);
  expect(first?.tokensPerItem).toBeCloseTo(1055, 9);
  expect([first?.estimated, second?.estimated]).toEqual([undefined, true]);
  const accuracy = result.accuracy?.find(
    (each) => each.dimension === "*" && each.condition.protocol === "debate" && each.condition.arm === "a",
  );
  expect(first?.accuracy).toEqual(accuracy?.accuracy);
  expect(accuracy?.accuracy.value).toBeCloseTo(1 - (accuracy?.error.value ?? 0) / 4, 12);
  for (const measure of ["accuracy", "correlation", "reliability"] as const) {
    const [own, per] = [first?.[measure], first?.perThousandTokens[measure]];
    expect(per?.value).toBeCloseTo((own?.value ?? 0) / 0.5275, 9);
  }
});

test("tokens per verdict are compared between arms and between protocols, paired by item", () => {
  const compared = result.comparisons?.filter(({ measure }) => measure === "tokensPerVerdict");
  expect(
    compared?.map(({ a, b, difference }) => [a.arm, a.protocol, b.arm, b.protocol, difference.value]),
  ).toEqual([
    ["a", "debate", "b", "debate", -500],
    ["a", "debate", "a", "independent", -1000],
  ]);
});
