import { expect, test } from "vitest";
import { Study } from "../../src/domain/study.ts";
import { type StudyInputs, studyChanges } from "../../src/study/study-changes.ts";

const study = Study.parse({
  version: 1,
  items: { file: "items.jsonl", limit: 2 },
  task: "Judge.",
  arms: [
    { id: "none", kind: "none" },
    { id: "grounded", kind: "grounded", sets: ["a.json"] },
  ],
  model: "lexical",
});
const before: StudyInputs = { study, rubric: "r", items: { a: "1", b: "2" }, sets: { "grounded/a": "x" } };

test("the same study has no changes", () => {
  expect(studyChanges(before, structuredClone(before))).toEqual([]);
});

test("items, replicates, arms and sets may be added", () => {
  const [none, grounded] = study.arms;
  const after: StudyInputs = {
    ...before,
    study: {
      ...study,
      items: { file: "items.jsonl", limit: 3 },
      replicates: 5,
      arms: [
        ...(none ? [none] : []),
        ...(grounded?.kind === "grounded" ? [{ ...grounded, sets: ["a.json", "b.json"] }] : []),
        { id: "invented", kind: "invented" as const, sets: 3 },
      ],
    },
    items: { ...before.items, c: "3" },
    sets: { ...before.sets, "grounded/b": "y" },
  };
  expect(studyChanges(before, after)).toEqual([]);
});

test("limits and prices may change between two starts, but not whether protocols get equal tokens", () => {
  const limited = (budget: Study["budget"], prices?: string): StudyInputs => ({
    ...before,
    study: { ...study, budget, ...(prices === undefined ? {} : { prices }) },
  });
  expect(studyChanges(limited({ money: 1 }), limited({ money: 5, calls: 10 }, "mine.yaml"))).toEqual([]);
  expect(studyChanges(before, limited({ money: 1 }))).toEqual([]);
  expect(studyChanges(before, limited({ equalTokens: true }))).toEqual([
    'budget was undefined and is {"equalTokens":true}',
  ]);
});

test.each([
  ["another seed", { study: { ...study, seed: 2 } }, "seed was 1 and is 2"],
  ["fewer replicates", { study: { ...study, replicates: 2 } }, "replicates went down from 3 to 2"],
  ["an arm gone", { study: { ...study, arms: study.arms.slice(0, 1) } }, 'arm "grounded" is gone'],
  ["an item's text", { items: { a: "1", b: "9" } }, 'item "b" was changed'],
  ["an item gone", { items: { a: "1" } }, 'item "b" is gone'],
  ["another panel", { study: { ...study, panel: 3 } }, "panel was 6 and is 3"],
  ["the rubric", { rubric: "s" }, "the rubric was changed"],
  ["a set's text", { sets: { "grounded/a": "z" } }, 'persona set "grounded/a" was changed'],
])("%s is named", (_, change, expected) => {
  expect(studyChanges(before, { ...before, ...change })).toEqual([expected]);
});
