import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { Manifest } from "../../src/domain/study.ts";
import { type FakeServer, startFakeServer } from "../fakes/openai-server.ts";
import { assize, identicalFiles, readValue, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

function studyOn(server: FakeServer, name: string, replicates: number): { cwd: string; args: string[] } {
  const cwd = join(work.path, name);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(
    join(cwd, "study.yaml"),
    `version: 1
items: {file: "${resolve("corpora/plain-medicine/items.jsonl")}", limit: 6}
rubric: "${resolve("configs/rubrics/summary.yaml")}"
task: Judge.
arms:
  - {id: none, kind: none}
  - {id: grounded, kind: grounded, sets: ["${resolve("personas/grounded/plain-medicine-1.json")}"]}
protocols: [independent, debate]
panel: 4
replicates: ${replicates}
models: [{id: m, model: "openai:fake", baseURL: "${server.url}"}]
`,
  );
  return { cwd, args: ["run", "study.yaml", "-o", "run", "--concurrency", "4"] };
}

async function untilAsked(server: FakeServer, calls: number): Promise<void> {
  while (server.stats().chat < calls) await delay(10);
}

test("an interrupted run ends with 130, says how to go on, and resumes to the same bytes without asking twice", async () => {
  const server = await startFakeServer({ latencyMs: 15 });
  try {
    const { cwd, args } = studyOn(server, "interrupted", 2);
    const stopped = await assize(args, { cwd, interrupt: untilAsked(server, 40) });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toContain("run again: assize run study.yaml");
    const asked = server.stats().chat;
    const resumed = await assize(args, { cwd });
    expect(resumed.code).toBe(0);
    const { calls } = Manifest.parse(readValue(join(cwd, "run", "manifest.json")));
    // What was under way at the interruption may have been asked for twice, and nothing else.
    expect(server.stats().duplicates).toBeLessThanOrEqual(4);
    expect(server.stats().chat - asked).toBeLessThan(calls.used);

    const whole = studyOn(server, "whole", 2);
    expect((await assize(whole.args, { cwd: whole.cwd })).code).toBe(0);
    expect(identicalFiles(join(cwd, "run"))).toEqual(identicalFiles(join(whole.cwd, "run")));
  } finally {
    await server.close();
  }
});

test("added replicates are asked for, and nothing else is", async () => {
  const server = await startFakeServer();
  try {
    const { cwd, args } = studyOn(server, "grown", 2);
    expect((await assize(args, { cwd })).code).toBe(0);
    const asked = server.stats().chat;
    studyOn(server, "grown", 3);
    expect((await assize(args, { cwd })).code).toBe(0);
    expect(server.stats().duplicates).toBe(0);
    expect(server.stats().chat - asked).toBeLessThan(0.75 * asked);
  } finally {
    await server.close();
  }
});
