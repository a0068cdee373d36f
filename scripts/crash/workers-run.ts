import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import { Manifest } from "../../src/domain/study.ts";
import { startFakeServer } from "../../tests/fakes/openai-server.ts";
import { type CrashSettings, FILES, type KilledStudy, writeStudy } from "./crash-run.ts";

export type WorkersSettings = CrashSettings & {
  /** A PostgreSQL database with nothing in it. */
  readonly queue: string;
  /** Of these `kills` are killed, each at a point of its own. */
  readonly workers: number;
  readonly heartbeatSeconds: number;
};

/** What came of a study whose workers were killed. */
export type WorkersOutcome = KilledStudy & {
  /** What `assize status` says in the end, from another process. */
  readonly status: unknown;
  /** How the workers that nobody killed ended when they were told to. */
  readonly codes: readonly (number | null)[];
  readonly seconds: number;
};

function start(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, [resolve("bin/assize.cjs"), ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, CI: "true", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Runs a command to its end; gives what it printed. */
async function finish(child: ChildProcess): Promise<string> {
  let printed = "";
  let told = "";
  child.stdout?.on("data", (data) => (printed += String(data)));
  child.stderr?.on("data", (data) => (told += String(data)));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`ended with ${code}: ${told}`);
  return printed;
}

/**
 * Runs a study through the queue with several workers, some of them killed with SIGKILL at random points, then on one
 * machine, and holds the two and the server's own counts against each other.
 */
export async function workersRun(settings: WorkersSettings): Promise<WorkersOutcome> {
  const { folder, queue, items, kills, concurrency, latencyMs, seed } = settings;
  const heartbeat = ["--heartbeat", String(settings.heartbeatSeconds)];
  const server = await startFakeServer({ latencyMs });
  const study = writeStudy(folder, "study", items, server.url);
  const run = (name: string, ...more: readonly string[]): Promise<string> =>
    finish(start(folder, ["run", study, "-o", join(folder, name), "--allow-outside", "--quiet", ...more]));
  const workers = Array.from({ length: settings.workers }, () => {
    const child = start(folder, ["worker", "--concurrency", String(concurrency), ...heartbeat], {
      ASSIZE_QUEUE: queue,
    });
    return { child, ended: once(child, "exit") };
  });
  try {
    const began = performance.now();
    const queued = run("queued", "--queue", queue, ...heartbeat);
    let isOver = false;
    const over = queued.finally(() => {
      isOver = true;
    });
    // What fails is told below, where it is awaited.
    over.catch(() => {});
    // A study of so many items asks some 130 times for each: the kills fall into its first half.
    const rng = rngFrom(deriveSeed(seed, "kills"));
    for (const { child } of workers.slice(0, kills)) {
      const point = server.stats().chat + Math.ceil((rng() * 0.5 * 65 * items) / Math.max(1, kills));
      while (server.stats().chat < point && !isOver) await delay(2);
      child.kill("SIGKILL");
    }
    await queued;
    const seconds = (performance.now() - began) / 1000;
    const { chat: asked, duplicates: askedTwice } = server.stats();
    const status: unknown = JSON.parse(await finish(start(folder, ["status", "--queue", queue, "--json"])));
    await run("alone", "--ledger", join(folder, "alone.sqlite"));
    const read = (name: string, file: string): Buffer => readFileSync(join(folder, name, file));
    const manifest = Manifest.parse(JSON.parse(read("queued", "manifest.json").toString()));
    for (const { child } of workers) child.kill("SIGTERM");
    const codes = await Promise.all(workers.slice(kills).map(async ({ ended }) => (await ended)[0]));
    return {
      cells: manifest.cells.done,
      asked,
      askedTwice,
      mayRepeat: kills * concurrency,
      calls: manifest.calls,
      status,
      codes,
      differing: FILES.filter((file) => !read("queued", file).equals(read("alone", file))),
      seconds,
    };
  } finally {
    for (const { child } of workers) child.kill("SIGKILL");
    await server.close();
  }
}
