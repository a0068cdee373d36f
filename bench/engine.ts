/**
 * What the engine costs and how fast it is, against a server on this machine and the bare pool of connections that is the
 * floor: `node bench/engine.ts [SCENARIO…]`, of `speed`, `latency`, `faults` and `memory`; all where none is named. Prints a line for
 * each measurement, what is to be reached beside it, and ends with 1 where it is not. Timings are this machine's and
 * suffer from whatever else runs on it; processor time suffers least.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { bareCalls, type Measured, ourCalls } from "./engine/calls.ts";

const scenarios = new Set(process.argv.slice(2));
const isAsked = (name: string): boolean => scenarios.size === 0 || scenarios.has(name);
const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

let missed = 0;
function told(
  what: string,
  found: string,
  target?: { readonly says: string; readonly isMet: boolean },
): void {
  if (target && !target.isMet) missed++;
  const verdict = target ? ` (${target.says}: ${target.isMet ? "reached" : "NOT REACHED"})` : "";
  console.log(`${what}: ${found}${verdict}`);
}

const shown = (value: number, digits = 2): string => value.toFixed(digits);
const percent = (share: number): string => `${shown(100 * share, 1)} %`;
const rate = ({ perSecond, cpu }: Measured): string =>
  `${shown(perSecond, 0)} calls/s, ${shown(cpu, 3)} ms of processor time a call`;

/** Runs some work against a server in a process of its own. */
async function withServer<T>(
  latencyMs: number,
  scenario: "plain" | "slow" | "faults",
  work: (url: string, counts: () => Promise<Record<string, number>>) => Promise<T>,
): Promise<T> {
  const child = spawn(process.execPath, [path("engine/server.ts"), String(latencyMs), scenario], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const [port] = await once(child.stdout!, "data");
  const origin = `http://127.0.0.1:${String(port).trim()}`;
  try {
    return await work(`${origin}/v1`, async () => (await fetch(`${origin}/stats`)).json());
  } finally {
    child.kill();
  }
}

async function speed(): Promise<void> {
  await withServer(0, "plain", async (url) => {
    await ourCalls(url, 1000, 64);
    told("bare pool, 64 in flight, no latency", rate(await bareCalls(url, 5000, 64)));
    const { made, replayed } = await ourCalls(url, 5000, 64);
    told("lean client, ledger and parsing", rate(made), {
      says: "at most 1 ms",
      isMet: made.cpu <= 1,
    });
    told("replayed from the ledger", rate(replayed), {
      says: "at least 5,000 calls/s",
      isMet: replayed.perSecond >= 5000,
    });
    told("LangChain's client, ledger and parsing", rate((await ourCalls(url, 2000, 64, "langchain")).made));
  });
}

async function latency(): Promise<void> {
  await withServer(200, "plain", async (url) => {
    const few = (await ourCalls(url, 6400, 64)).made;
    told("200 ms, 64 in flight", `${rate(few)}, ${percent(few.perSecond / 320)} of 320`, {
      says: "at least 95 %",
      isMet: few.perSecond >= 0.95 * 320,
    });
    const bare = await bareCalls(url, 20_480, 512);
    told("200 ms, 512 in flight, bare pool", rate(bare));
    const many = (await ourCalls(url, 20_480, 512)).made;
    told(
      "200 ms, 512 in flight",
      `${rate(many)}, ${percent(many.perSecond / bare.perSecond)} of the bare pool`,
      {
        says: "at least 75 %",
        isMet: many.perSecond >= 0.75 * bare.perSecond,
      },
    );
  });
}

async function faults(): Promise<void> {
  const count = 10_000;
  const whole = await withServer(100, "slow", async (url) => (await ourCalls(url, count, 64)).made);
  told("log-normal latency, one in ten slow", rate(whole));
  await withServer(100, "faults", async (url, counts) => {
    const { made } = await ourCalls(url, count, 64);
    const { requests = 0, ...injected } = await counts();
    const faulty = Object.values(injected).reduce((sum, each) => sum + each, 0);
    told("the same with faults", `${rate(made)}, ${percent(made.perSecond / whole.perSecond)} of that`, {
      says: "at least 70 %",
      isMet: made.perSecond >= 0.7 * whole.perSecond,
    });
    const surplus = requests - count - faulty;
    told("calls beyond one for each fault", `${surplus} of ${requests}, after ${faulty} faults`, {
      says: "at most 1 %",
      isMet: surplus <= 0.01 * requests,
    });
    told("replies that could be used in the end", `${made.values} of ${count}`);
  });
}

/** Each number of items in a process of its own, so that none starts with the memory of another. */
async function memory(): Promise<void> {
  const peaks: number[] = [];
  for (const items of [2000, 20_000, 100_000])
    peaks.push(await withServer(0, "plain", (url) => peakOf(items, url)));
  const [few = 0, , many = 0] = peaks;
  told("from 2,000 to 100,000 items", `${shown(many - few, 1)} MB more`, {
    says: "at most 20 MB",
    isMet: many - few <= 20,
  });
}

async function peakOf(items: number, url: string): Promise<number> {
  const child = spawn(process.execPath, ["--expose-gc", path("engine/memory.ts"), String(items), url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout?.on("data", (piece) => {
    said += String(piece);
  });
  await once(child, "exit");
  const { heapMb, rssMb, seconds } = JSON.parse(said);
  told(
    `${items} items`,
    `${shown(heapMb, 1)} MB live at most, ${shown(rssMb, 0)} MB resident, ${shown(seconds, 1)} s`,
  );
  return heapMb;
}

console.log(
  `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.version}, load ${shown(loadavg()[0] ?? 0, 1)}`,
);
if (isAsked("speed")) await speed();
if (isAsked("latency")) await latency();
if (isAsked("faults")) await faults();
if (isAsked("memory")) await memory();
process.exitCode = missed > 0 ? 1 : 0;
