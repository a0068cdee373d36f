import { expect, test } from "vitest";
import { type AnalyzeOptions, analysisParts, assembleResult } from "../../src/analysis/analysis-parts.ts";
import { analyze } from "../../src/analysis/analyze.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { f1Rows } from "./rating-rows.ts";

const OPTIONS: AnalyzeOptions = { seed: 1, bootstraps: 100, permutations: 50 };
const ROWS = [
  ...f1Rows({ group: "g", system: "M" }),
  ...f1Rows({ arm: "invented" }),
  ...f1Rows({ arm: "human" }).filter(({ replicate }) => replicate === 0),
];

test("parts run elsewhere on copies of the tables, in any order, make the same result", () => {
  const tables = structuredClone(tabulate(ROWS));
  const parts = analysisParts(tables, structuredClone(OPTIONS));
  const partial = parts
    .map((_, index) => index)
    .toReversed()
    .map((index) => ({ index, part: structuredClone(analysisParts(tables, OPTIONS)[index]!.run()) }));
  const inOrder = partial.toSorted((a, b) => a.index - b.index).map(({ part }) => part);
  expect(assembleResult(inOrder)).toEqual(analyze(ROWS, OPTIONS));
});

test("every part says what it is", () => {
  const labels = analysisParts(tabulate(ROWS), OPTIONS).map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});
