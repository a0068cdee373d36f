import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { readYaml } from "../../src/adapters/files/read-yaml.ts";
import { program } from "../../src/cli/program.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { Study } from "../../src/domain/study.ts";

const cwd = mkdtempSync(join(tmpdir(), "assize-transfer-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const items = readFileSync("corpora/plain-medicine/summaries-and-dialogues.jsonl", "utf8").trim().split("\n");

test("one set, unchanged, judges summaries and dialogues, and is told by kind and asked what it knows", async () => {
  const shipped = await readYaml("configs/transfer.yaml", Study);
  const grounded = resolve("personas/grounded/plain-medicine-1.json");
  const invented = resolve("personas/invented/plain-medicine-1.json");
  const study: Study = {
    ...shipped,
    items: { file: "items.jsonl" },
    rubric: resolve("configs/rubrics/summary-fine.yaml"),
    arms: [
      { id: "grounded", kind: "grounded", sets: [grounded] },
      { id: "invented", kind: "invented", sets: [invented] },
    ],
    panel: 3,
    replicates: 2,
    knowledge: { questions: 2, runs: 1 },
  };
  writeFileSync(join(cwd, "items.jsonl"), [...items.slice(0, 4), ...items.slice(-4)].join("\n"));
  writeFileSync(join(cwd, "study.yaml"), stringify(study));
  const code = await program({
    cwd,
    environment: {},
    signal: new AbortController().signal,
    print: () => {},
    remark: () => {},
    isInteractive: false,
  }).run(["--quiet", "run", "study.yaml", "-o", "run"]);
  expect(code).toBe(0);
  const result = StudyResult.parse(JSON.parse(readFileSync(join(cwd, "run", "result.json"), "utf8")));
  const pooled = result.transfer?.filter(({ dimension }) => dimension === "*") ?? [];
  expect(pooled.map(({ kind, condition: { arm }, items }) => [kind, arm, items])).toEqual([
    ["dialogue", "grounded", 4],
    ["dialogue", "invented", 4],
    ["summary", "grounded", 4],
    ["summary", "invented", 4],
  ]);
  for (const { lambda, stability } of pooled) {
    expect(lambda.value).not.toBeNull();
    expect(stability.alphaPanel.value).not.toBeNull();
  }
  expect(result.knowledge?.[0]).toMatchObject({
    personaSet: "plain-medicine-1",
    model: "lexical",
    persona: "*",
  });
  expect(result.probes?.length).toBe(16);
});
