import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { analyze } from "../../src/analysis/analyze.ts";
import type { ConditionResult } from "../../src/domain/condition-result.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { DATA, testOnData } from "../real-data.ts";
import { F1 } from "../stats/f1.ts";
import { designRows, f1Rows, rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 200, permutations: 199 };

function conditionOf(rows: readonly Rating[], dimension = "clarity"): ConditionResult {
  const result = StudyResult.parse(analyze(rows, QUICK));
  return result.conditions.find((condition) => condition.dimension === dimension)!;
}

test("F1 comes out as in other software", () => {
  const { components, signal, stability } = conditionOf(f1Rows());
  expect(components!.item).toBeCloseTo(F1.interval.item!, 6);
  expect(components!.rater).toBeCloseTo(F1.interval.rater!, 6);
  expect(components!.itemRater).toBeCloseTo(F1.interval.itemRater!, 6);
  expect(components!.run).toBeCloseTo(F1.interval.run!, 6);
  expect(signal!.lambda.value).toBeCloseTo(F1.interval.lambda, 6);
  expect(signal!.lambda).toMatchObject({ method: "pair differences, generalised interval", level: 0.95 });
  const nominal = signal!.metrics!.find(({ metric }) => metric === "nominal")!;
  expect(nominal.lambda.value).toBeCloseTo(F1.nominal.lambda, 6);
  expect(signal!.verdict).toBe("undetermined");
  for (const level of ["nominal", "ordinal", "interval"] as const) {
    const alpha = (of: string) =>
      stability!.alphas!.find((entry) => entry.of === of && entry.level === level);
    expect(alpha("run")!.estimate.value).toBeCloseTo(F1.alphaRun[level]!, 6);
    expect(alpha("panel")!.estimate.value).toBeCloseTo(F1.alphaPanel[level]!, 6);
  }
});

testOnData("HEXEval's components and λ to four decimals (set ASSIZE_DATA to run)", () => {
  const Row = z.object({
    item: z.string(),
    dimension: z.string(),
    persona: z.string(),
    run: z.number(),
    score: z.number(),
  });
  const text = readFileSync(join(DATA, "replicates/hexeval_credit_risk.jsonl"), "utf8");
  const rows = text
    .trimEnd()
    .split("\n")
    .map((line) => Row.parse(JSON.parse(line)))
    .map(({ item, dimension, persona, run, score }) =>
      rating({ item, dimension, rater: persona, replicate: run, value: score, scale: [1, 5] }),
    );
  const Golden = z.record(z.string(), z.array(z.number())).parse(
    z
      .object({ source: z.string() })
      .catchall(z.array(z.number()))
      .transform(({ source: _, ...dimensions }) => dimensions)
      .parse(JSON.parse(readFileSync(new URL("../oracles/hexeval.json", import.meta.url), "utf8"))),
  );
  const { conditions } = analyze(rows, QUICK);
  for (const [dimension, golden] of Object.entries(Golden)) {
    const found = conditions.find((condition) => condition.dimension === dimension)!;
    const { item, rater, itemRater, run } = found.components!;
    const values = [item, rater, itemRater, run, found.signal!.lambda.value];
    expect(values.map((value) => Number(value!.toFixed(4)))).toEqual(golden);
  }
});

test("results do not depend on the order of the rows", () => {
  const rows = f1Rows();
  const rng = rngFrom(3);
  const shuffled = rows.map((row) => ({ row, key: rng() })).toSorted((a, b) => a.key - b.key);
  expect(
    analyze(
      shuffled.map(({ row }) => row),
      QUICK,
    ),
  ).toEqual(analyze(rows, QUICK));
});

test("the same seed gives the same result and another seed other draws", () => {
  expect(analyze(f1Rows(), QUICK)).toEqual(analyze(f1Rows(), QUICK));
  expect(analyze(f1Rows(), { ...QUICK, seed: 2 })).not.toEqual(analyze(f1Rows(), QUICK));
});

test("a condition's only dimension is also its pooled result", () => {
  const { conditions } = analyze(f1Rows(), QUICK);
  expect(conditions.map((condition) => condition.dimension)).toEqual(["clarity", "*"]);
  expect({ ...conditions[1], dimension: "clarity" }).toEqual(conditions[0]);
});

const noise = (seed: number) => {
  const rng = rngFrom(seed);
  return () => 1 + Math.floor(rng() * 5);
};

test("λ is refused with its reason, never a number, where the design cannot tell", () => {
  const full = { items: 4, raters: 3, replicates: 2 };
  const reasonOf = (rows: readonly Rating[]) => {
    const { lambda, verdict, permutationP } = conditionOf(rows).signal!;
    expect([lambda.value, verdict, permutationP]).toEqual([null, "undetermined", null]);
    return lambda.value === null ? lambda.reason : "";
  };
  expect(reasonOf(designRows({ ...full, raters: 1 }, noise(1)))).toMatch(/one rater/);
  expect(reasonOf(designRows({ ...full, items: 1 }, noise(1)))).toMatch(/one item/);
  expect(reasonOf(designRows({ ...full, replicates: 1 }, noise(1)))).toMatch(/one replicate/);
  expect(reasonOf(designRows(full, () => 4))).toMatch(/all ratings are equal/);
  expect(reasonOf(designRows(full, (item, rater) => 1 + ((item + rater) % 3)))).toMatch(/copies/);
});

test("λ is refused where replies are byte-identical in over nine tenths of the cells", () => {
  const sizes = { items: 5, raters: 4, replicates: 2 };
  const copied = (fresh: number) =>
    designRows(sizes, noise(2), (item, rater, replicate) => {
      const cell = item * sizes.raters + rater;
      return { reply: (cell < fresh ? cell * 2 + replicate : cell * 2).toString(16).padStart(16, "0") };
    });
  expect(conditionOf(copied(1)).signal!.lambda).toMatchObject({ value: null });
  expect(conditionOf(copied(2)).signal!.lambda.value).not.toBeNull();
});

test("a dimension with everything missing is counted and has no numbers", () => {
  const rows = f1Rows({ value: null, missing: "refused" });
  expect(conditionOf(rows)).toEqual({
    condition: { arm: "grounded", phase: "initial" },
    dimension: "clarity",
    n: { items: 0, raters: 0, framings: 0, replicates: 0, ratings: 0, missing: { refused: 24 } },
  });
});

test("the arm without personas sounds an alarm where its λ is not 0", () => {
  const rng = rngFrom(4);
  const rows = designRows({ items: 20, raters: 6, replicates: 3 }, (_, rater) => rater + rng());
  const { signal } = conditionOf(rows.map((row) => ({ ...row, arm: "none" })));
  expect(signal!.alarm).toMatch(/excludes 0/);
  expect(conditionOf(rows).signal!.alarm).toBeUndefined();
});
