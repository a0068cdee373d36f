import { rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { DriftJudgement } from "../../src/domain/drift.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { TrainingPair } from "../../src/domain/training-pair.ts";
import { assize, readLines, readValue, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

/** Two sources that the panel cannot get right: whatever it says, people say the least. */
const items = ["a", "b"].map((id) => {
  const text = `Exercise lowers the risk of falls by a quarter in trial ${id}. Balance training helps older people most.`;
  const people = { scale: [1, 5], mean: 1, ratings: [1, 1] };
  return { id, kind: "summary", source: text, output: text, human: { clarity: people, consistency: people } };
});
writeFileSync(join(work.path, "items.jsonl"), items.map((item) => JSON.stringify(item)).join("\n"));
writeFileSync(
  join(work.path, "study.yaml"),
  `version: 1
items: {file: items.jsonl}
task: Judge.
arms:
  - {id: grounded, kind: grounded, sets: ["${resolve("personas/grounded/plain-medicine-1.json")}"]}
protocols: [debate]
panel: 4
replicates: 2
framings: [plain, "frame:loss"]
model: lexical
consistency: guard
drift: {reruns: 2}
`,
);

test("a study judges drift as it runs, a run without judgements is judged afterwards, and training data needs them", async () => {
  const at = { cwd: work.path };
  const file = join(work.path, "run", "drift.jsonl");
  const run = await assize(["run", "study.yaml", "-o", "run"], at);
  expect(run.code, run.stderr).toBe(0);
  const result = StudyResult.parse(readValue(join(work.path, "run", "result.json")));
  expect(result.drift?.[0]?.components).toHaveProperty("rerun");
  const judgements = readLines(file).map((line) => DriftJudgement.parse(line));
  expect(judgements.length).toBeGreaterThan(10);

  rmSync(file);
  const early = await assize(["export", "training", "run", "-o", "pairs.jsonl"], at);
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining("assize drift") });
  const drift = await assize(["drift", "run", "--reruns", "2", "--json"], at);
  expect(JSON.parse(drift.stdout)).toEqual(result.drift);
  expect(readLines(file)).toEqual(judgements);

  const exported = await assize(["export", "training", "run", "-o", "pairs.jsonl", "--held-out", "0.5"], at);
  expect(exported.code, exported.stderr).toBe(0);
  const pairs = readLines(join(work.path, "pairs.jsonl")).map((line) => TrainingPair.parse(line));
  const { heldOut } = z
    .object({ heldOut: z.array(z.string()) })
    .parse(readValue(join(work.path, "pairs.jsonl.split.json")));
  expect(heldOut).toHaveLength(1);
  expect(pairs.some(({ kind }) => kind === "abstention")).toBe(true);
  expect(pairs.filter(({ item }) => heldOut.includes(item))).toEqual([]);
});
