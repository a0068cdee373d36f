import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "../../src/cli/commands/run.ts";
import { run as worker } from "../../src/cli/commands/worker.ts";
import type { Context } from "../../src/cli/context.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { Manifest } from "../../src/domain/study.ts";
import { identicalFiles, readValue, workFolder } from "../e2e/assize.ts";
import { type FakeServer, startFakeServer } from "../fakes/openai-server.ts";
import { postgresFor } from "../postgres.ts";

const work = workFolder();
afterAll(work.remove);

const PRICES = `version: 1
date: 2026-01-01
source: a test
models: [{model: "openai:fake", input: 1000, output: 2000}]
`;

/** Runs the study in a folder and ledger of its own, and gives what it ended with. */
function studyOn(server: FakeServer, name: string) {
  const cwd = join(work.path, name);
  mkdirSync(cwd);
  writeFileSync(join(cwd, "prices.yaml"), PRICES);
  const write = (more = ""): void =>
    writeFileSync(
      join(cwd, "study.yaml"),
      `version: 1
items: {file: "${resolve("corpora/plain-medicine/items.jsonl")}", limit: 2}
rubric: "${resolve("configs/rubrics/summary.yaml")}"
task: Judge.
arms: [{id: none, kind: none}]
protocols: [independent, debate]
panel: 3
replicates: 2
prices: prices.yaml
models: [{id: m, model: "openai:fake", baseURL: "${server.url}"}]
${more}`,
    );
  write();
  const context: Context = {
    cwd,
    environment: {},
    signal: new AbortController().signal,
    print: () => {},
    remark: () => {},
    isInteractive: false,
  };
  return {
    folder: join(cwd, "run"),
    write,
    start: (options: Readonly<Record<string, string>> = {}) =>
      run(context, ["study.yaml"], { output: "run", concurrency: "8", quiet: true, ...options }),
    work: (queue: string, signal: AbortSignal) =>
      worker({ ...context, signal }, [], { queue, concurrency: "8", slots: "2", heartbeat: "10" }),
    manifest: () => Manifest.parse(readValue(join(cwd, "run", "manifest.json"))),
  };
}

test("a run stops before its budget, says so, loses nothing, and goes on to the same bytes with a larger one", async () => {
  const server = await startFakeServer({ latencyMs: 3 });
  try {
    const whole = studyOn(server, "whole");
    expect(await whole.start()).toBe(0);
    const cost = whole.manifest().money ?? 0;
    const result = StudyResult.parse(readValue(join(whole.folder, "result.json")));
    const told = result.conditions.flatMap(({ condition, cost: own }) =>
      own && condition.protocol === "debate" && condition.phase === "final" ? [own.money] : [],
    );
    // Both protocols share the first words, so the debate's replies are all replies.
    expect(told).toEqual([cost]);
    expect(result.conditions[0]?.generalizability?.plan[0]?.money).toBeGreaterThan(0);

    const asked = server.stats().chat;
    const part = studyOn(server, "part");
    const limit = cost / 2;
    await expect(part.start({ budget: limit.toFixed(2) })).rejects.toThrow(
      /stopped at the budget: [\d.]+ USD, \d+ calls .* of 8 cells are left .* run again with a larger --budget/,
    );
    const stopped = part.manifest();
    expect(stopped.money).toBeLessThanOrEqual(limit);
    expect(stopped.money).toBeGreaterThan(limit / 4);
    expect(stopped.calls.made).toBe(server.stats().chat - asked);

    // The limit holds over all starts: what the first one spent is not given again.
    await expect(part.start({ budget: limit.toFixed(2) })).rejects.toMatchObject({ code: "at-budget" });
    expect(part.manifest().money).toBeLessThanOrEqual(limit);

    expect(await part.start({ budget: String(10 * cost) })).toBe(0);
    expect(part.manifest().money).toBeCloseTo(cost, 6);
    expect(server.stats().chat - asked).toBe(asked);
    expect(identicalFiles(part.folder)).toEqual(identicalFiles(whole.folder));
  } finally {
    await server.close();
  }
});

test("a limit of calls is kept with many in flight; what runs here is free, and no limit of money stops it", async () => {
  const server = await startFakeServer();
  try {
    const { write, start, manifest } = studyOn(server, "calls");
    write("budget: {calls: 5}\n");
    await expect(start({ concurrency: "64" })).rejects.toMatchObject({ code: "at-budget" });
    expect(server.stats().chat).toBe(5);
    expect(manifest().calls.made).toBe(5);
    write("budget: {money: 1}\n");
    writeFileSync(join(work.path, "calls", "prices.yaml"), PRICES.replace("openai:fake", "openai:other"));
    // A server of this machine is free, so a limit of money never stops it.
    expect(await start()).toBe(0);
    expect(manifest().money).toBe(0);
  } finally {
    await server.close();
  }
});

test("workers keep one budget together, and go on when it is raised", async (context) => {
  const url = await postgresFor(context);
  const server = await startFakeServer({ latencyMs: 3 });
  const working = new AbortController();
  const study = studyOn(server, "queued");
  const atWork = study.work(url, working.signal);
  try {
    const options = { queue: url, heartbeat: "10" };
    const limit = 30;
    const stopped = study.start({ ...options, budget: String(limit) });
    const told = await stopped.then(String, (error: unknown) => String(error));
    expect(told).toMatch(/stopped at the budget: [\d.]+ USD, .* of 8 cells are left/);
    const spent = Number(/([\d.]+) USD/.exec(told)?.[1]);
    expect(spent).toBeLessThanOrEqual(limit);
    expect(spent).toBeGreaterThan(limit / 4);
    expect(await study.start({ ...options, budget: "100000" })).toBe(0);
    expect(study.manifest().calls).toMatchObject({ made: server.stats().chat, repeated: 0 });
    expect(server.stats().duplicates).toBe(0);
  } finally {
    working.abort();
    expect(await atWork).toBe(0);
    await server.close();
  }
});
