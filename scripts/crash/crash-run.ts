import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import { Manifest } from "../../src/domain/study.ts";
import { type FakeServer, startFakeServer } from "../../tests/fakes/openai-server.ts";

export type CrashSettings = {
  /** An empty folder to work in. */
  readonly folder: string;
  /** Each item is eight cells: two arms, two protocols, two replicates. */
  readonly items: number;
  readonly kills: number;
  readonly concurrency: number;
  readonly latencyMs: number;
  readonly seed: number;
};

/** What came of a study some of whose processes were killed. */
export type KilledStudy = {
  readonly cells: number;
  /** What the server counts: all requests, and those that it had before. */
  readonly asked: number;
  readonly askedTwice: number;
  /** Calls that may have been under way at the kills, at most. */
  readonly mayRepeat: number;
  readonly calls: Manifest["calls"];
  /** Files whose bytes differ from those of the same study run in one go, on one machine. */
  readonly differing: readonly string[];
};

/** What came of a study that was killed as a whole, again and again. */
export type CrashOutcome = KilledStudy & {
  /** Replies that were stored at a kill, and how many of them were gone or replaced at the end. */
  readonly stored: number;
  readonly lost: number;
};

export const FILES = ["ratings.jsonl", "verdicts.jsonl", "debates.jsonl", "result.json"];
const RUBRIC = `dimensions:
  - {id: clarity, definition: easy to follow, scale: {min: 1, max: 5, step: 1, level: ordinal}}
  - {id: faithfulness, definition: says what the source says, scale: {min: 1, max: 5, step: 1, level: ordinal}}
`;

function itemOf(index: number): string {
  const source = `Trial ${index} gave ${100 + index} patients a new drug. Half of the patients slept better than before.`;
  const output = `In trial ${index} a drug helped half of the patients sleep.`;
  return JSON.stringify({ id: `item-${index}`, kind: "summary", source, output });
}

export function writeStudy(folder: string, name: string, items: number, url: string): string {
  writeFileSync(
    join(folder, "items.jsonl"),
    Array.from({ length: items }, (_, index) => itemOf(index)).join("\n"),
  );
  writeFileSync(join(folder, "rubric.yaml"), RUBRIC);
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `version: 1
items: {file: items.jsonl}
rubric: rubric.yaml
task: Judge.
arms:
  - {id: none, kind: none}
  - {id: grounded, kind: grounded, sets: ["${resolve("personas/grounded/plain-medicine-1.json")}"]}
protocols: [independent, debate]
panel: 2
replicates: 2
models: [{id: m, model: "openai:fake", baseURL: "${url}"}]
`,
  );
  return file;
}

function start(settings: CrashSettings, study: string, name: string) {
  const { folder, concurrency } = settings;
  const ledger = ["--ledger", join(folder, `${name}.sqlite`), "--allow-outside"];
  const args = [
    "run",
    study,
    "-o",
    join(folder, name),
    "--concurrency",
    String(concurrency),
    "--quiet",
    ...ledger,
  ];
  const env = { PATH: process.env.PATH ?? "", HOME: folder, CI: "true" };
  return spawn(process.execPath, [resolve("bin/assize.cjs"), ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
}

async function finish(settings: CrashSettings, study: string, name: string): Promise<void> {
  const [code] = await once(start(settings, study, name), "exit");
  if (code !== 0) throw new Error(`the study ended with ${code}`);
}

/** Which call brought each reply that the ledger holds. */
function storedReplies(ledger: string): ReadonlyMap<string, string> {
  const database = new DatabaseSync(ledger, { readOnly: true });
  try {
    const rows = database.prepare("select key, call from reply").all();
    return new Map(rows.map(({ key, call }) => [String(key), String(call)]));
  } finally {
    database.close();
  }
}

/** Kills the study as soon as the server has been asked so often. */
async function killAt(
  settings: CrashSettings,
  study: string,
  server: FakeServer,
  asked: number,
): Promise<void> {
  const child = start(settings, study, "killed");
  const ended = once(child, "exit");
  while (server.stats().chat < asked && child.exitCode === null) await delay(1);
  if (child.exitCode !== null && child.exitCode !== 0)
    throw new Error(`the study ended with ${child.exitCode}`);
  child.kill("SIGKILL");
  await ended;
}

/**
 * Runs a study over HTTP once in one go and once killed with SIGKILL at random points, resumed each time, and holds the
 * two and the server's own counts against each other.
 */
export async function crashRun(settings: CrashSettings): Promise<CrashOutcome> {
  const { folder, items, kills, seed } = settings;
  const options = { latencyMs: settings.latencyMs };
  const whole = await startFakeServer(options);
  await finish(settings, writeStudy(folder, "whole", items, whole.url), "whole").finally(whole.close);
  const total = whole.stats().chat;

  const rng = rngFrom(deriveSeed(seed, "kills"));
  const points = Array.from({ length: kills }, () => 1 + Math.floor(rng() * (total - 1))).sort(
    (a, b) => a - b,
  );
  const server = await startFakeServer(options);
  const study = writeStudy(folder, "killed", items, server.url);
  const ledger = join(folder, "killed.sqlite");
  const snapshots: ReadonlyMap<string, string>[] = [];
  try {
    for (const point of points) {
      await killAt(settings, study, server, point);
      snapshots.push(storedReplies(ledger));
    }
    await finish(settings, study, "killed");
  } finally {
    await server.close();
  }
  const final = storedReplies(ledger);
  const kept = snapshots.flatMap((snapshot) => [...snapshot]);
  const manifest = Manifest.parse(JSON.parse(readFileSync(join(folder, "killed", "manifest.json"), "utf8")));
  return {
    cells: manifest.cells.done,
    asked: server.stats().chat,
    askedTwice: server.stats().duplicates,
    mayRepeat: kills * settings.concurrency,
    calls: manifest.calls,
    stored: kept.length,
    lost: kept.filter(([key, call]) => final.get(key) !== call).length,
    differing: FILES.filter(
      (file) => !readFileSync(join(folder, "whole", file)).equals(readFileSync(join(folder, "killed", file))),
    ),
  };
}
