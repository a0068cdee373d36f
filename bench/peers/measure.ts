import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandLine, type Places } from "./commands.ts";
import type { DriverReport, DriverSettings } from "./drive.ts";
import type { ServerCounts, ServerOrder } from "./server.ts";
import { DEBATES, type Point } from "./tools.ts";

/** What one run of one tool took. Times in milliseconds, memory in megabytes; `calls` as the server counted them. */
export type Measured = {
  readonly section: Point["section"];
  readonly tool: string;
  readonly latency: number;
  readonly inFlight: number;
  readonly units: number;
  readonly run: number;
  /** Start of the process to the first question; null for a command, which begins to ask when it likes. */
  readonly startUp: number | null;
  readonly wall: number;
  readonly processor: number;
  readonly memory: number;
  readonly wrong: number;
  readonly calls: number;
  /** Calls beyond those that the work needs. */
  readonly surplus: number;
  readonly mostInFlight: number;
  readonly bytesIn: number;
  readonly repeated: number;
  readonly load: number;
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const PLACES: Places = { peers: here("."), project: here("../..") };
const TIMEOUT_MS = 240_000;
const LONGEST_TOLD = 400;

/** Tracing, telemetry and update checks of all tools off. */
const QUIET = {
  DO_NOT_TRACK: "1",
  LANGCHAIN_TRACING_V2: "false",
  LANGSMITH_TRACING: "false",
  MASTRA_TELEMETRY_DISABLED: "1",
  NODE_ENV: "production",
  OTEL_SDK_DISABLED: "true",
};

const isPinned =
  process.platform === "linux" &&
  availableParallelism() > 1 &&
  spawnSync("taskset", ["--version"]).status === 0;
const last = availableParallelism() - 1;

/** Whether server and tools have cores of their own. */
export const PINNING = isPinned
  ? `the server on a core of its own, the tool on the other${last > 1 ? "s" : ""}`
  : "server and tool share all cores";

/** Has a process run on some cores alone. */
function pin(child: ChildProcess, cores: string): void {
  if (isPinned && child.pid !== undefined)
    spawnSync("taskset", ["--all-tasks", "--cpu-list", "--pid", cores, String(child.pid)]);
}

export type Server = {
  readonly measure: (point: Point, run: number) => Promise<Measured>;
  readonly close: () => void;
};

type Finished = { readonly output: string; readonly errors: string; readonly code: number | null };

async function runChild(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Finished> {
  const [command, before] = isPinned
    ? ["taskset", ["--cpu-list", last > 1 ? `0-${last - 1}` : "0", process.execPath]]
    : [process.execPath, []];
  const child = spawn(command, [...before, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? "", HOME: folder, ...QUIET, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const [code] = await once(child, "close");
  return { output, errors, code };
}

function told({ output, errors, code }: Finished): Error {
  const lines = (errors.trim() || output.trim()).split("\n");
  const why = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? "";
  return new Error(`ended with ${code ?? "a signal"}: ${why.trim().slice(0, LONGEST_TOLD)}`);
}

/** As many calls as are in flight, for connections and compilers. */
const warmUpFor = ({ inFlight, section }: Point): number =>
  section === "calls" ? Math.max(inFlight, 64) : inFlight;

async function drive(point: Point, address: string, folder: string): Promise<DriverReport> {
  const { tool, units, inFlight } = point;
  const settings: DriverSettings = {
    address,
    calls: units,
    inFlight,
    warmUp: warmUpFor(point),
    folder,
    way: tool.way,
  };
  const finished = await runChild([here(`drivers/${tool.driver}.mjs`), JSON.stringify(settings)], folder, {});
  const report = finished.output.trim().split("\n").at(-1) ?? "";
  if (finished.code !== 0 || !report.startsWith("{")) throw told(finished);
  return JSON.parse(report);
}

async function command(
  point: Point,
  address: string,
  folder: string,
): Promise<Omit<DriverReport, "startUp">> {
  const { args, environment } = commandLine(point.tool, PLACES, folder, address, point.units);
  const report = join(folder, "report.json");
  const finished = await runChild(["--import", here("drivers/report-at-exit.mjs"), ...args], folder, {
    ...environment,
    BENCH_REPORT: report,
  });
  if (finished.code !== 0) throw told(finished);
  return { ...JSON.parse(readFileSync(report, "utf8")), wrong: 0 };
}

/** Starts the loopback server; `measure` runs one tool in a process of its own against it. */
export async function startServer(): Promise<Server> {
  const server = fork(here("server.ts"), { execArgv: [] });
  const next = async (): Promise<unknown> => (await once(server, "message"))[0];
  const order = async (what: ServerOrder): Promise<unknown> => {
    const answer = next();
    server.send(what);
    return answer;
  };
  const listening = await next();
  if (typeof listening !== "object" || listening === null || !("port" in listening))
    throw new Error("the server does not listen");
  pin(server, String(last));
  const address = `http://127.0.0.1:${listening.port}`;

  return {
    measure: async (point, run) => {
      const { section, tool, latency, inFlight, units } = point;
      const folder = mkdtempSync(join(tmpdir(), "assize-bench-"));
      try {
        const load = loadavg()[0] ?? 0;
        await order({ latency });
        const isCommand = section === "rows";
        const report = isCommand
          ? { ...(await command(point, address, folder)), startUp: null }
          : await drive(point, address, folder);
        const counts = (await order("counts")) as ServerCounts; // our own process says so
        const perUnit = DEBATES.find(({ id }) => id === tool.id)?.calls ?? 1;
        const calls = counts.calls - (isCommand ? 0 : warmUpFor(point) * perUnit);
        const surplus = calls - units * perUnit;
        const wrong = isCommand ? Math.abs(surplus) : report.wrong;
        return {
          ...{ section, tool: tool.id, latency, inFlight, units, run },
          ...report,
          ...counts,
          ...{ calls, surplus, wrong, load },
        };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    close: () => server.disconnect(),
  };
}
