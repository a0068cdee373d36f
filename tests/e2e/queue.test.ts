import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { Manifest } from "../../src/domain/study.ts";
import { startFakeServer } from "../fakes/openai-server.ts";
import { postgresFor } from "../postgres.ts";
import { assize, identicalFiles, readValue, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

const IN_FLIGHT = 4;

/** A worker as somebody would start it on another machine. */
function startWorker(url: string, cwd: string) {
  const args = ["worker", "--concurrency", String(IN_FLIGHT), "--slots", "2", "--heartbeat", "10"];
  const env = { PATH: process.env.PATH ?? "", HOME: cwd, ASSIZE_QUEUE: url };
  const child = spawn(process.execPath, [resolve("bin/assize.cjs"), ...args], { cwd, env, stdio: "ignore" });
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));
  return { end: (signal: NodeJS.Signals) => child.kill(signal), ended };
}

test("four workers, two killed: their cells are taken again, nothing stored is asked again, the files are those of one machine", async (context) => {
  const url = await postgresFor(context);
  const server = await startFakeServer({ latencyMs: 40 });
  const cwd = join(work.path, "many");
  mkdirSync(cwd);
  writeFileSync(
    join(cwd, "study.yaml"),
    `version: 1
items: {file: "${resolve("corpora/plain-medicine/items.jsonl")}", limit: 5}
rubric: "${resolve("configs/rubrics/summary.yaml")}"
task: Judge.
arms:
  - {id: none, kind: none}
  - {id: grounded, kind: grounded, sets: ["${resolve("personas/grounded/plain-medicine-1.json")}"]}
protocols: [independent, debate]
panel: 3
replicates: 2
models: [{id: m, model: "openai:fake", baseURL: "${server.url}"}]
`,
  );
  const workers = Array.from({ length: 4 }, () => startWorker(url, cwd));
  try {
    const run = assize(["run", "study.yaml", "-o", "queued", "--queue", url, "--heartbeat", "10"], { cwd });
    const isOver = run.then(({ code, stderr }) => {
      throw new Error(`ended before anybody was killed: ${code} ${stderr}`);
    });
    const isBusy = async (): Promise<void> => {
      while (server.stats().chat < 40) await delay(5);
    };
    await Promise.race([isBusy(), isOver]);
    isOver.catch(() => {});
    for (const worker of workers.slice(0, 2)) worker.end("SIGKILL");
    const queued = await run;
    expect(queued.code, queued.stderr).toBe(0);
    expect(queued.stderr).toContain("queued: 40 cells");

    // The server saw every call; what was in flight when a worker died is all that it may have seen twice.
    const { chat, duplicates } = server.stats();
    const { calls } = Manifest.parse(readValue(join(cwd, "queued", "manifest.json")));
    expect(duplicates).toBeGreaterThan(0);
    expect(duplicates).toBeLessThanOrEqual(2 * IN_FLIGHT);
    expect(calls).toMatchObject({
      used: chat - duplicates,
      made: chat - duplicates,
      repeated: duplicates,
      failed: 0,
    });

    const status = await assize(["status", "--queue", url, "--json"], { cwd });
    expect(JSON.parse(status.stdout)).toMatchObject([
      {
        title: "study",
        cells: 40,
        states: { waiting: 0, active: 0, done: 40 },
        calls: calls.made,
        lost: duplicates,
      },
    ]);

    expect((await assize(["run", "study.yaml", "-o", "alone"], { cwd })).code).toBe(0);
    expect(identicalFiles(join(cwd, "queued"))).toEqual(identicalFiles(join(cwd, "alone")));
  } finally {
    for (const worker of workers) worker.end("SIGTERM");
    const codes = await Promise.all(workers.map(({ ended }) => ended));
    await server.close();
    expect(codes.slice(2)).toEqual([0, 0]);
  }
});
