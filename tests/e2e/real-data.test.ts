import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect } from "vitest";
import { PersonaSet } from "../../src/domain/persona.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { Verdict } from "../../src/domain/verdict.ts";
import { DATA, testOnData } from "../real-data.ts";
import { assize, readLines, readValue, workFolder } from "./assize.ts";
import { expectValidRun } from "./valid-run.ts";

const work = workFolder();
afterAll(work.remove);
const setFile = (corpus: string) => join(work.path, "personas", `${corpus}.json`);

/** Characters around a quote that its chunk may span. */
const CHUNK_REACH = 2500;

function mentions(text: string, noun: string): boolean {
  const stem =
    noun
      .toLowerCase()
      .split(" ")
      .at(-1)
      ?.replace(/(y|e|man)$/, "") ?? noun;
  return text.toLowerCase().includes(stem);
}

for (const corpus of ["clinical", "education"])
  testOnData(
    `${corpus}: a grounded set of real documents, every quote verbatim, every stakeholder in its passage`,
    async () => {
      const folder = join(DATA, "corpora", corpus);
      const made = await assize(["ground", folder, "-o", setFile(corpus), "--seed", "1"], { cwd: work.path });
      expect(made.stderr + made.stdout).toContain(corpus);
      expect(made.code).toBe(0);

      const set = PersonaSet.parse(readValue(setFile(corpus)));
      expect(set.personas.length).toBeGreaterThanOrEqual(4);
      expect(new Set(set.personas.map((persona) => persona.stakeholder)).size).toBeGreaterThanOrEqual(2);
      const evidence = set.personas.flatMap((persona) =>
        Object.values(persona.fields).flatMap((statements) =>
          statements.flatMap((statement) => statement.evidence),
        ),
      );
      expect(new Set(evidence.map(({ quote }) => quote)).size).toBeGreaterThanOrEqual(6);
      expect(new Set(evidence.map(({ document }) => document)).size).toBeGreaterThanOrEqual(4);
      const clean = (document: string) =>
        readFileSync(join(work.path, "personas", `${corpus}.text`, `${document}.txt`), "utf8");
      for (const { document, start, end, quote } of evidence)
        expect(clean(document).slice(start, end)).toBe(quote);
      for (const { stakeholder, fields } of set.personas) {
        const passages = Object.values(fields).flatMap((statements) =>
          statements.flatMap((statement) =>
            statement.evidence.map(({ document, start, end }) =>
              clean(document).slice(Math.max(0, start - CHUNK_REACH), end + CHUNK_REACH),
            ),
          ),
        );
        expect(
          passages.some((passage) => mentions(passage, stakeholder)),
          stakeholder,
        ).toBe(true);
      }
      const checked = await assize(["personas", "check", setFile(corpus), folder], { cwd: work.path });
      expect(checked.stdout).toContain("holds");
      expect(checked.code).toBe(0);

      const again = join(work.path, "again", `${corpus}.json`);
      await assize(
        ["ground", folder, "-o", again, "--seed", "1", "--ledger", join(work.path, "fresh.sqlite")],
        { cwd: work.path },
      );
      expect(readFileSync(again, "utf8")).toBe(readFileSync(setFile(corpus), "utf8"));
    },
    180_000,
  );

/** Items scored of each kind. */
const SCORED = 80;

for (const [kind, file, corpus] of [
  ["summaries", "mslr_cochrane", "clinical"],
  ["dialogues", "topical_chat", "education"],
] as const)
  testOnData(
    `score rates real ${kind} with a grounded set and writes a verdict for each item and dimension`,
    async () => {
      const all = readFileSync(join(DATA, kind, `${file}.jsonl`), "utf8").split("\n");
      const items = join(work.path, `${file}.jsonl`);
      writeFileSync(items, all.slice(0, SCORED).join("\n"));
      const folder = join(work.path, "runs", file);
      const done = await assize(["score", items, "--personas", setFile(corpus), "-o", folder, "--json"], {
        cwd: work.path,
      });
      expect(done.stderr).toContain("rubric: the items' human ratings");
      expect(done.code).toBe(0);
      expectValidRun(folder);
      const verdicts = readLines(join(folder, "verdicts.jsonl")).map((line) => Verdict.parse(line));
      expect(new Set(verdicts.map(({ item }) => item)).size).toBe(SCORED);
      expect(verdicts.some(({ value }) => value !== null)).toBe(true);
      for (const { value, abstained } of verdicts) expect(value === null).toBe(abstained !== undefined);
      expect(done.stdout.trim().split("\n")).toHaveLength(verdicts.length);
    },
    180_000,
  );

testOnData(
  "a five-arm study of 30 real items runs to its end",
  async () => {
    const study = join(work.path, "study.yaml");
    writeFileSync(
      study,
      `version: 1
items: {file: ${join(DATA, "summaries", "mslr_cochrane.jsonl")}, limit: 30}
task: Judge summaries of medical reviews for patients and clinicians.
arms:
  - {id: none, kind: none}
  - {id: bare-role, kind: bare-role, like: grounded}
  - {id: invented, kind: invented, sets: 2, like: grounded}
  - {id: placebo, kind: placebo, sets: [personas/education.json]}
  - {id: grounded, kind: grounded, sets: [${join(DATA, "corpora", "clinical")}, personas/clinical.json]}
protocols: [independent, debate]
panel: 4
replicates: 3
model: lexical
`,
    );
    const folder = join(work.path, "runs", "five-arms");
    const done = await assize(["run", study, "-o", folder], { cwd: work.path });
    expect(done.stderr).toContain("report.html");
    expect(done.code).toBe(0);
    expectValidRun(folder);
    const result = StudyResult.parse(readValue(join(folder, "result.json")));
    const arms = new Set(result.conditions.map(({ condition }) => condition.arm));
    expect(arms).toEqual(new Set(["human", "none", "bare-role", "invented", "placebo", "grounded"]));
  },
  300_000,
);
