import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { agreement } from "../../src/analysis/agreement.ts";
import { agreementDifferences } from "../../src/analysis/agreement-differences.ts";
import { alternativeAnnotator } from "../../src/analysis/alternative-annotator.ts";
import { joinPeople } from "../../src/analysis/panel-and-people.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { humanRows } from "../../src/domain/human-rows.ts";
import { Item } from "../../src/domain/item.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { SUMMEVAL_ALL, SUMMEVAL_COHERENCE } from "../oracles/alternative-annotator.ts";
import { DATA, describeOnData } from "../real-data.ts";
import { rating } from "./rating-rows.ts";
import { QUICK } from "./table-of.ts";

const SYSTEMS = ["m1", "m2", "m3", "m4"];

/** Sources × four systems with a known quality; everybody sees it through noise of their own. */
function study(
  sources: number,
  noise: Readonly<Record<string, number>>,
  { annotators = 3, dimensions = ["clarity"], seed = 1, named = true } = {},
): Rating[] {
  const rng = rngFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
  const rows: Rating[] = [];
  for (let source = 0; source < sources; source++)
    for (const [quality, system] of SYSTEMS.entries())
      for (const dimension of dimensions) {
        const truth = quality + normal();
        const item = { item: `${source}-${system}`, group: `g${source}`, system, dimension };
        for (let annotator = 1; annotator <= annotators; annotator++)
          rows.push(
            rating({
              ...item,
              arm: "human",
              rater: `${named ? "annotator" : "anonymous"}-${annotator}`,
              value: truth + normal(),
            }),
          );
        for (const [arm, sd] of Object.entries(noise))
          for (const rater of ["r1", "r2"])
            rows.push(rating({ ...item, arm, rater, value: truth + sd * normal() }));
      }
  return rows;
}

const entriesOf = (rows: readonly Rating[]) => agreement(joinPeople(tabulate(rows)), QUICK);

test("a panel that says what people say correlates 1 at every level, above their ceiling, and is flagged", () => {
  const people = study(10, {});
  const byItem = Map.groupBy(people, (row) => row.item);
  const panel = [...byItem.values()].map((rows) => {
    const mean = rows.reduce((sum, row) => sum + row.value!, 0) / rows.length;
    return rating({ ...rows[0]!, arm: "grounded", rater: "r1", value: mean });
  });
  const entries = entriesOf([...people, ...panel]).filter(({ dimension }) => dimension === "clarity");
  expect(entries.map(({ level, measure }) => `${level} ${measure}`)).toEqual([
    "sample pearson",
    "sample spearman",
    "sample kendall",
    "summary pearson",
    "summary spearman",
    "summary kendall",
    "system pearson",
    "system spearman",
    "system kendall",
  ]);
  for (const { estimate, ceiling, flag } of entries) {
    expect(estimate.value).toBeCloseTo(1, 10);
    expect(ceiling!.value).toBeLessThanOrEqual(1);
    if (ceiling!.value! < 1) expect(flag).toMatch(/above what annotators reach/);
  }
});

test("intervals are over source groups and hold the estimate; the pooled table is the mean over dimensions", () => {
  const entries = entriesOf(study(20, { grounded: 1 }, { dimensions: ["clarity", "depth"] }));
  const at = (dimension: string) =>
    entries.find(
      (entry) => entry.dimension === dimension && entry.level === "summary" && entry.measure === "spearman",
    )!;
  const [clarity, depth, pooled] = [at("clarity"), at("depth"), at("*")];
  expect(pooled.estimate.value).toBeCloseTo((clarity.estimate.value! + depth.estimate.value!) / 2, 12);
  expect(clarity.estimate).toMatchObject({
    n: 80,
    level: 0.95,
    method: expect.stringMatching(/BCa bootstrap over 20 groups$/),
  });
  if (clarity.estimate.value === null) throw new Error("no estimate");
  expect(clarity.estimate.low).toBeLessThan(clarity.estimate.value);
  expect(clarity.estimate.high).toBeGreaterThan(clarity.estimate.value);
});

test("groups in which the panel does not tell systems apart are left out and counted", () => {
  const rows = study(8, { grounded: 1 }).map((row) =>
    row.arm === "grounded" && (row.group === "g0" || row.group === "g1") ? { ...row, value: 3 } : row,
  );
  const summary = entriesOf(rows).filter(
    ({ level, dimension }) => level === "summary" && dimension === "clarity",
  );
  expect(summary.map(({ groupsLeftOut }) => groupsLeftOut)).toEqual([2, 2, 2]);
});

test("items without groups and systems leave the sample level alone", () => {
  const rows = study(8, { grounded: 1 }).map(({ group: _, system: __, ...row }) => row);
  expect(new Set(entriesOf(rows).map(({ level }) => level))).toEqual(new Set(["sample"]));
});

test("anonymous or single annotators leave no ceiling, and the entry says why", () => {
  for (const options of [{ named: false }, { annotators: 1 }]) {
    const [entry] = entriesOf(study(8, { grounded: 1 }, options));
    expect(entry!.estimate.value).not.toBeNull();
    expect(entry!.ceiling).toMatchObject({ value: null, reason: expect.stringMatching(/known by name/) });
  }
});

test("a panel that never varies has a reason, not a correlation of 0", () => {
  const rows = study(8, { grounded: 1 }).map((row) => (row.arm === "grounded" ? { ...row, value: 3 } : row));
  const entries = entriesOf(rows);
  expect(entries).not.toEqual([]);
  for (const { estimate } of entries)
    expect(estimate).toMatchObject({ value: null, reason: expect.any(String) });
});

test("few source groups give a value and say why it has no interval", () => {
  const entry = entriesOf(study(3, { grounded: 1 })).find(({ level }) => level === "summary")!;
  expect(entry.estimate).not.toHaveProperty("low");
  expect(entry.estimate).toMatchObject({
    method: expect.stringMatching(/no interval: 3 groups, it takes 5/),
  });
});

test("nobody's ratings, or ratings of other items or dimensions, give nothing", () => {
  const rows = study(8, { grounded: 1 });
  expect(entriesOf(rows.filter((row) => row.arm !== "human"))).toEqual([]);
  expect(
    entriesOf(rows.map((row) => (row.arm === "human" ? { ...row, item: `other ${row.item}` } : row))),
  ).toEqual([]);
  expect(entriesOf(rows.map((row) => (row.arm === "human" ? { ...row, dimension: "depth" } : row)))).toEqual(
    [],
  );
});

test("the order of rows does not matter", () => {
  const rows = study(8, { grounded: 1 });
  expect(entriesOf(rows.toReversed())).toEqual(entriesOf(rows));
});

test("a better arm is shown to agree better with the same people, in pairs", () => {
  const joined = joinPeople(tabulate(study(30, { grounded: 0.3, invented: 4 })));
  const [entry] = agreementDifferences(joined, QUICK).filter(({ dimension }) => dimension === "clarity");
  expect(entry).toMatchObject({
    a: { arm: "grounded" },
    b: { arm: "invented" },
    measure: "summary-level spearman with people",
  });
  expect(entry!.difference.value).toBeGreaterThan(0.2);
  expect(entry!.holmP).toBeLessThan(0.05);
  expect(entry).not.toHaveProperty("note");
});

test("equal arms differ by nothing that is shown, and the entry says how many groups would show it", () => {
  const joined = joinPeople(tabulate(study(30, { grounded: 1, invented: 1 }, { seed: 4 })));
  const [entry] = agreementDifferences(joined, QUICK);
  expect(entry!.holmP).toBeGreaterThan(0.05);
  expect(entry!.note).toMatch(/no difference shown with 30 source groups; .* would take about \d+ groups/);
});

test("two arms are compared on the items that both rated", () => {
  const rows = study(20, { grounded: 1, invented: 1 });
  const common = rows.filter((row) => Number(row.group!.slice(1)) < 12 || row.arm === "human");
  const lopsided = rows.filter((row) => Number(row.group!.slice(1)) < 12 || row.arm !== "invented");
  const of = (of: readonly Rating[]) => agreementDifferences(joinPeople(tabulate(of)), QUICK)[0]!;
  expect(of(lopsided).difference).toEqual(of(common).difference);
  expect(of(lopsided).difference.n).toBe(48);
});

test("arms of different models are not compared with one another", () => {
  const rows = study(8, { grounded: 1, invented: 1 }).map((row) =>
    row.arm === "human" ? row : { ...row, model: row.arm === "grounded" ? "m" : "other" },
  );
  expect(agreementDifferences(joinPeople(tabulate(rows)), QUICK)).toEqual([]);
});

test("the alternative annotator test stands for every ε, or says why not", () => {
  const entries = (rows: readonly Rating[]) => alternativeAnnotator(joinPeople(tabulate(rows)));
  const good = entries(study(20, { grounded: 0.1 }));
  expect(good.map(({ dimension, epsilon }) => [dimension, epsilon])).toEqual([
    ["clarity", 0.1],
    ["clarity", 0.15],
    ["clarity", 0.2],
    ["*", 0.1],
    ["*", 0.15],
    ["*", 0.2],
  ]);
  expect(good[2]).toMatchObject({ winningRate: 1, passed: true });
  expect(entries(study(20, { grounded: 9 }))[2]).toMatchObject({ winningRate: 0, passed: false });
  expect(entries(study(20, { grounded: 1 }, { named: false }))[0]).toMatchObject({
    winningRate: null,
    passed: null,
    reason: expect.stringMatching(/anonymous/),
  });
  expect(entries(study(5, { grounded: 1 }))[0]).toMatchObject({
    passed: null,
    reason: expect.stringMatching(/30 items/),
  });
});

test("labels without an order have no correlation, and the panel's label is its most frequent", () => {
  const rows = Array.from({ length: 30 }, (_, index) => index).flatMap((index) => {
    const at = { item: `i${index}`, scale: [1, 9] as [number, number] };
    const people = ["a", "b"].map((rater) => rating({ ...at, arm: "human", rater, value: 1 + (index % 3) }));
    const panel = [1 + (index % 3), 1 + (index % 3), 9].map((value, rater) =>
      rating({ ...at, rater: `r${rater}`, value }),
    );
    return [...people, ...panel];
  });
  const joined = joinPeople(tabulate(rows, { levels: { clarity: "nominal" } }));
  expect(agreement(joined, QUICK)).toEqual([]);
  expect(alternativeAnnotator(joined)[0]).toMatchObject({ winningRate: 1, advantageProbability: 1 });
  expect(alternativeAnnotator(joinPeople(tabulate(rows)))[0]).toMatchObject({ winningRate: 0 });
});

describeOnData("six models on SummEval (needs ASSIZE_DATA)", () => {
  const Score = z.object({
    item: z.string(),
    dimension: z.string(),
    model: z.string(),
    score: z.number().nullable(),
  });
  const lines = (file: string): unknown[] =>
    readFileSync(join(DATA ?? "", file), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  test("the rows give the authors' winning rates and advantage probabilities, pooled and for coherence", () => {
    const items = lines("summaries/summeval.jsonl").map((line) => Item.parse(line));
    const models = lines("replicates/summeval_six_llms.sample.jsonl").map((line): Rating => {
      const { item, dimension, model, score } = Score.parse(line);
      return rating({ item, dimension, model, arm: "none", rater: "judge", value: score });
    });
    const joined = joinPeople(tabulate([...humanRows(items, { positionalRaters: true }), ...models]));
    const entries = alternativeAnnotator(joined).filter(({ epsilon }) => epsilon === 0.2);
    for (const [dimension, golden] of [
      ["*", SUMMEVAL_ALL],
      ["coherence", SUMMEVAL_COHERENCE],
    ] as const)
      for (const [model, { winningRate, advantageProbability }] of Object.entries(golden)) {
        const entry = entries.find(
          ({ condition, dimension: of }) => condition.model === model && of === dimension,
        )!;
        expect(entry.winningRate, `${model} ${dimension}`).toBeCloseTo(winningRate, 4);
        expect(entry.advantageProbability, `${model} ${dimension}`).toBeCloseTo(advantageProbability, 6);
      }
  });
});
