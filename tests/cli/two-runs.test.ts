import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { whileHolding } from "../../src/adapters/files/hold-folder.ts";
import { run as drift } from "../../src/cli/commands/drift.ts";
import { run } from "../../src/cli/commands/run.ts";
import { run as score } from "../../src/cli/commands/score.ts";
import type { Context } from "../../src/cli/context.ts";
import { workFolder } from "../e2e/assize.ts";
import { startFakeServer } from "../fakes/openai-server.ts";

const work = workFolder();
afterAll(work.remove);

const context: Context = {
  cwd: work.path,
  environment: {},
  signal: new AbortController().signal,
  print: () => {},
  remark: () => {},
  isInteractive: false,
};
const items = resolve("corpora/plain-medicine/items.jsonl");

/** Starts twice at once: one does its work, and what the other one says is given. */
async function ofTwo(start: () => Promise<number>): Promise<string> {
  const ends = await Promise.allSettled([start(), start()]);
  expect(ends.flatMap((end) => (end.status === "fulfilled" ? end.value : []))).toEqual([0]);
  return ends.flatMap((end) => (end.status === "rejected" ? String(end.reason) : [])).join("\n");
}

test("of two runs into one folder the second ends at once and nothing is paid twice; afterwards it may go on", async () => {
  const server = await startFakeServer({ latencyMs: 5 });
  try {
    writeFileSync(
      join(work.path, "study.yaml"),
      `version: 1
items: {file: "${items}", limit: 2}
rubric: "${resolve("configs/rubrics/summary.yaml")}"
task: Judge.
arms: [{id: none, kind: none}]
panel: 2
replicates: 2
models: [{id: m, model: "openai:fake", baseURL: "${server.url}"}]
`,
    );
    const start = () => run(context, ["study.yaml"], { output: "run", quiet: true });
    expect(await ofTwo(start)).toMatch(/run: is being written by another run .* wait until it ends/);
    expect(server.stats()).toMatchObject({ chat: 8, duplicates: 0 });
    expect(await start()).toBe(0);
    expect(server.stats().chat).toBe(8);
  } finally {
    await server.close();
  }
});

test("the drift of a run is not judged while the run is written", async () => {
  const folder = join(work.path, "written");
  mkdirSync(folder);
  await whileHolding(folder, async () => {
    await expect(drift(context, ["written"], {})).rejects.toThrow(/written: is being written by another run/);
  });
});

test("scoring holds its folder, too", async () => {
  const start = () =>
    score(context, [items], {
      personas: resolve("personas/grounded/plain-medicine-1.json"),
      limit: "1",
      protocol: "independent",
      output: "scored",
      quiet: true,
    });
  expect(await ofTwo(start)).toMatch(/scored: is being written by another run/);
});
