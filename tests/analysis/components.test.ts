import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { analyze } from "../../src/analysis/analyze.ts";
import { splitVariance } from "../../src/analysis/components.ts";
import { designOf } from "../../src/analysis/design.ts";
import { lambdaOf } from "../../src/analysis/lambda.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import type { Components, ConditionResult } from "../../src/domain/condition-result.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { RatedPhase, Rating } from "../../src/domain/rating.ts";
import { normalDraw } from "../../src/stats/distributions.ts";
import { DATA, testOnData } from "../real-data.ts";
import { rating } from "./rating-rows.ts";

const QUICK = { seed: 1, bootstraps: 50, permutations: 50 };

function resultOf(rows: readonly Rating[]): ConditionResult {
  return analyze(rows, QUICK).conditions[0]!;
}

function splitOf(rows: readonly Rating[]) {
  const [table] = tabulate(rows);
  return splitVariance(table!, designOf(table!), "interval");
}

function lambdaValue(rows: readonly Rating[]): number {
  const [table] = tabulate(rows);
  return lambdaOf(table!, designOf(table!), "interval", { ...QUICK, level: 0.95, nullArms: [] }).value!;
}

type Variances = Readonly<Partial<Record<keyof Components, number>>>;
type Sizes = { items: number; raters: number; framings: number; replicates: number; sets: number };

/** One data set with given variances of every effect; `nested` gives each item wordings of its own. */
function simulated(
  seed: number,
  sizes: Sizes,
  variances: Variances,
  nested: boolean,
  keep: number,
): Rating[] {
  const rng = rngFrom(seed);
  const known = new Map<string, number>();
  const effect = (name: keyof Components, ...levels: readonly (string | number)[]): number => {
    const key = JSON.stringify([name, ...levels]);
    const drawn = known.get(key) ?? Math.sqrt(variances[name] ?? 0) * normalDraw(rng);
    known.set(key, drawn);
    return drawn;
  };
  const rows: Rating[] = [];
  for (let i = 0; i < sizes.items; i++)
    for (let p = 0; p < sizes.raters; p++)
      for (let f = 0; f < sizes.framings; f++)
        for (let r = 0; r < sizes.replicates; r++) {
          if (rng() > keep) continue;
          const q = nested ? `${i}-${f}` : `${f}`;
          const s = p % sizes.sets;
          const value =
            effect("item", i) +
            effect("rater", p) +
            effect("itemRater", i, p) +
            effect("framing", q) +
            effect("itemFraming", i, q) +
            effect("raterFraming", p, q) +
            effect("itemRaterFraming", i, p, q) +
            effect("personaSet", s) +
            effect("itemPersonaSet", i, s) +
            effect("session", i, q, r) +
            effect("run", i, p, q, r);
          const set = sizes.sets > 1 ? { personaSet: `s${s}` } : {};
          rows.push(rating({ item: `i${i}`, rater: `r${p}`, framing: q, replicate: r, value, ...set }));
        }
  return rows;
}

/** Components averaged over data sets: they are unbiased, so the mean nears the truth. */
function meanComponents(runs: number, make: (seed: number) => readonly Rating[]): Variances {
  const sums: Record<string, number> = {};
  for (let seed = 1; seed <= runs; seed++)
    for (const [name, value] of Object.entries(splitOf(make(seed)).components))
      sums[name] = (sums[name] ?? 0) + value! / runs;
  return sums;
}

function expectNear(found: Variances, truth: Variances, within: number): void {
  for (const [name, value] of Object.entries(truth)) {
    const own = Object.entries(found).find(([key]) => key === name)?.[1];
    expect(Math.abs(own! - value), `${name}: ${own}, not ${value}`).toBeLessThan(within);
  }
}

const SIZES = { items: 12, raters: 8, framings: 1, replicates: 3, sets: 1 };

test("crossed wordings: every component nears its truth with a quarter of the ratings missing", () => {
  const truth = {
    item: 0.5,
    rater: 0.4,
    itemRater: 0.3,
    framing: 0.2,
    itemFraming: 0.2,
    raterFraming: 0.1,
    run: 0.5,
  };
  const found = meanComponents(40, (seed) => simulated(seed, { ...SIZES, framings: 4 }, truth, false, 0.75));
  expectNear(found, truth, 0.12);
});

test("nested wordings: the wording is a component within the item", () => {
  const truth = { item: 0.5, rater: 0.4, itemRater: 0.3, itemFraming: 0.4, itemRaterFraming: 0.2, run: 0.5 };
  const found = meanComponents(40, (seed) => simulated(seed, { ...SIZES, framings: 3 }, truth, true, 0.75));
  expectNear(found, truth, 0.12);
  expect(Object.keys(found)).not.toContain("framing");
});

test("several persona sets: what sets share is told from what raters within a set differ by", () => {
  const truth = { item: 0.5, rater: 0.3, itemRater: 0.2, personaSet: 0.4, itemPersonaSet: 0.3, run: 0.5 };
  const sizes = { ...SIZES, raters: 16, sets: 4 };
  const found = meanComponents(60, (seed) => simulated(seed, sizes, truth, false, 0.9));
  expectNear(found, truth, 0.15);
});

test("final ratings: the session is a component and λ is not drawn down by it", () => {
  const truth = { item: 1, rater: 0.25, itemRater: 0.25, session: 0.3, run: 0.7 };
  const sizes = { ...SIZES, items: 30 };
  const asPhase = (phase: z.infer<typeof RatedPhase>) => (seed: number) =>
    simulated(seed, sizes, truth, false, 1).map((row) => ({ ...row, phase }));
  const found = meanComponents(40, asPhase("final"));
  expectNear(found, truth, 0.1);
  const lambda = (phase: z.infer<typeof RatedPhase>) => {
    const values = Array.from({ length: 40 }, (_, seed) => lambdaValue(asPhase(phase)(seed + 1)));
    return values.reduce((sum, value) => sum + value / values.length, 0);
  };
  expect(lambda("final")).toBeCloseTo(0.5, 1);
  expect(lambda("initial")).toBeLessThan(0.42);
  expect(resultOf(asPhase("final")(1)).signal!.label).toMatch(/final/);
});

test("one rater: λ is refused, item, wording and run components are given", () => {
  const rows = simulated(
    1,
    { ...SIZES, raters: 1, framings: 4 },
    { item: 1, framing: 0.5, run: 0.5 },
    false,
    1,
  );
  const { components, signal, generalizability } = resultOf(rows);
  expect(signal!.lambda).toMatchObject({ value: null });
  expect(components).toMatchObject({ rater: null, itemRater: null });
  expect(components!.run).toBeCloseTo(0.5, 0);
  expect(components!.framing).toBeGreaterThan(0.05);
  expect(generalizability!.relative).toMatchObject({
    value: null,
    reason: expect.stringMatching(/one rater/),
  });
});

test("one run a cell: rater and item components are given, interaction and run are not", () => {
  const { components } = resultOf(
    simulated(1, { ...SIZES, replicates: 1 }, { item: 1, rater: 1, run: 1 }, false, 1),
  );
  expect(components).toMatchObject({ itemRater: null, run: null });
  expect(components!.rater).not.toBeNull();
});

testOnData("gpt-3.5's prompts on Topical-Chat as wordings (set ASSIZE_DATA to run)", () => {
  const Row = z.object({
    item: z.string(),
    dimension: z.string(),
    model: z.string(),
    variant: z.string(),
    run: z.number(),
    score: z.number().nullable(),
  });
  const lines = readFileSync(join(DATA, "replicates/topical_chat_gpt35.sample.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  const rows = lines
    .map((line) => Row.parse(JSON.parse(line)))
    .filter(({ dimension }) => dimension === "naturalness")
    .map(({ item, dimension, model, variant, run, score }) =>
      rating({
        item,
        dimension,
        rater: model,
        model,
        framing: variant,
        replicate: run,
        value: score,
        ...(score === null ? { missing: "malformed" as const } : {}),
      }),
    );
  const { signal, components, wording } = resultOf(rows);
  expect(signal!.lambda).toMatchObject({ value: null, reason: expect.stringMatching(/one rater/) });
  for (const name of ["item", "framing", "itemFraming", "run"] as const)
    expect(Number.isFinite(components![name])).toBe(true);
  expect(wording!.pss.value).toBeGreaterThan(0);
});
