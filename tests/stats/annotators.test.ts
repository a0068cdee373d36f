import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { Item } from "../../src/domain/item.ts";
import { alternativeAnnotatorTest } from "../../src/stats/alternative-annotator-test.ts";
import type { AnnotatorRatings } from "../../src/stats/annotator-table.ts";
import { leaveOneOut } from "../../src/stats/leave-one-out.ts";
import { SUMMEVAL_ALL, SUMMEVAL_COHERENCE } from "../oracles/alternative-annotator.ts";
import { DATA, describeOnData } from "../real-data.ts";

const RMSE = { epsilon: 0.2, score: "rmse" } as const;
const repeat = <T>(times: number, value: T): T[] => Array.from({ length: times }, () => value);

test("leave-one-out sets each annotator beside the mean of the others", () => {
  const [first, second, third] = leaveOneOut([
    [1, 2, 4],
    [3, null, 5],
    [5, 4, null],
  ]);
  expect(first).toEqual({ annotator: 0, items: [0, 1, 2], own: [1, 2, 4], others: [4, 4, 5] });
  expect(second).toEqual({ annotator: 1, items: [0, 2], own: [3, 5], others: [3, 4] });
  expect(third).toEqual({ annotator: 2, items: [0, 1], own: [5, 4], others: [2, 2] });
});

test("leave-one-out leaves out an annotator who shares no item", () => {
  expect(leaveOneOut([[1, 2]])).toEqual([]);
  expect(
    leaveOneOut([
      [1, null],
      [null, 2],
    ]),
  ).toEqual([]);
});

test("an alternative that equals the others where annotators differ wins without variance", () => {
  // Annotators 0 and 1 agree with the panel always, annotator 2 never: d = 0, 0 and -1 at every item.
  const ratings: AnnotatorRatings = [repeat(30, 3), repeat(30, 3), repeat(30, 5)];
  const result = alternativeAnnotatorTest(repeat(30, 3), ratings, RMSE);
  expect(result?.annotators.map(({ p }) => p)).toEqual([0, 0, 0]);
  expect(result).toMatchObject({ winningRate: 1, advantageProbability: 1, passed: true });
});

test("without variance the p-value is 1 where the annotator is always nearer", () => {
  const ratings: AnnotatorRatings = [repeat(30, 3), repeat(30, 3)];
  const result = alternativeAnnotatorTest(repeat(30, 1), ratings, RMSE);
  expect(result?.annotators.map(({ p }) => p)).toEqual([1, 1]);
  expect(result).toMatchObject({ winningRate: 0, advantageProbability: 0, passed: false });
});

test("the limit of no variance lies at epsilon: ties throughout pass any positive epsilon", () => {
  const ratings: AnnotatorRatings = [repeat(30, 3), repeat(30, 3)];
  expect(alternativeAnnotatorTest(repeat(30, 3), ratings, { epsilon: 0, score: "rmse" })?.winningRate).toBe(
    0,
  );
  expect(alternativeAnnotatorTest(repeat(30, 3), ratings, { epsilon: 0.1, score: "rmse" })?.winningRate).toBe(
    1,
  );
});

test("the p-value is that of a one-sided t test against epsilon", () => {
  // Annotator 0 of two: of 40 items 10 have d = 1 (annotator nearer), 30 have d = 0 (tie).
  // mean .25, s = .438529, t = (.25 - .3) / (s/√40) = -.721110, P(t₃₉ < t) = .237571 by Simpson's rule.
  const others = repeat(40, 3);
  const own = repeat(40, 3);
  const panel = [...repeat(10, 1), ...repeat(30, 3)];
  const result = alternativeAnnotatorTest(panel, [own, others], { epsilon: 0.3, score: "rmse" });
  expect(result?.annotators[0]?.p).toBeCloseTo(0.237571, 6);
  expect(result?.advantageProbability).toBeCloseTo(0.75, 12);
});

test("labels are scored by agreement, for which 1 is no nearer to 2 than 5 is", () => {
  const ratings: AnnotatorRatings = [repeat(30, 1), repeat(30, 2)];
  const byLabel = alternativeAnnotatorTest(repeat(30, 5), ratings, { epsilon: 0.2, score: "agreement" });
  expect(byLabel).toMatchObject({ winningRate: 1, advantageProbability: 1 });
  expect(alternativeAnnotatorTest(repeat(30, 5), ratings, RMSE)?.winningRate).toBe(0);
});

test("needs 30 items with the panel's value and a second annotator", () => {
  const ratings: AnnotatorRatings = [repeat(30, 3), [...repeat(29, 3), null]];
  expect(alternativeAnnotatorTest(repeat(30, 3), ratings, RMSE)).toBeNull();
  expect(alternativeAnnotatorTest(repeat(30, 3), [repeat(30, 3)], RMSE)).toBeNull();
  expect(alternativeAnnotatorTest(repeat(30, null), [repeat(30, 3), repeat(30, 3)], RMSE)).toBeNull();
});

const ModelScore = z.object({
  item: z.string(),
  dimension: z.string(),
  model: z.string(),
  score: z.number(),
});

describeOnData("six models on SummEval (needs ASSIZE_DATA)", () => {
  const lines = (file: string): unknown[] =>
    readFileSync(join(DATA ?? "", file), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  function load() {
    const items = new Map(
      lines("summaries/summeval.jsonl").map((line) => {
        const item = Item.parse(line);
        return [item.id, item] as const;
      }),
    );
    const scores = new Map<
      string,
      { dimension: string; experts: readonly (number | null)[]; score: number }[]
    >();
    for (const line of lines("replicates/summeval_six_llms.sample.jsonl")) {
      const row = ModelScore.parse(line);
      const experts = items.get(row.item)?.human?.[row.dimension]?.ratings ?? [];
      const rows = scores.get(row.model) ?? [];
      rows.push({ dimension: row.dimension, experts, score: row.score });
      scores.set(row.model, rows);
    }
    return scores;
  }

  test("gives the winning rates and advantage probabilities of the authors' implementation", () => {
    const scores = load();
    const run = (model: string, isUsed: (dimension: string) => boolean) => {
      const rows = (scores.get(model) ?? []).filter((row) => isUsed(row.dimension));
      const result = alternativeAnnotatorTest(
        rows.map((row) => row.score),
        [0, 1, 2].map((expert) => rows.map((row) => row.experts[expert] ?? null)),
        RMSE,
      );
      return { items: rows.length, ...result };
    };
    for (const [model, { winningRate, advantageProbability }] of Object.entries(SUMMEVAL_ALL)) {
      const result = run(model, () => true);
      expect(result.items).toBe(1280);
      expect(result.winningRate).toBeCloseTo(winningRate, 4);
      expect(result.advantageProbability).toBeCloseTo(advantageProbability, 6);
    }
    for (const [model, { winningRate, advantageProbability }] of Object.entries(SUMMEVAL_COHERENCE)) {
      const result = run(model, (dimension) => dimension === "coherence");
      expect(result.items).toBe(320);
      expect(result.winningRate).toBeCloseTo(winningRate, 4);
      expect(result.advantageProbability).toBeCloseTo(advantageProbability, 6);
    }
  });
});
