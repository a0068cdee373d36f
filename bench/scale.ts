/**
 * Measures what a large study takes and prints the tables of docs/scale.md:
 * `node bench/scale.ts [COUNT]`, COUNT replies and blocks (default 20,000). The database is the one that ASSIZE_POSTGRES
 * names, which must be empty, or one of its own.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres, startPostgres } from "../tests/fakes/postgres-server.ts";
import { ourCalls } from "./engine/calls.ts";
import { type CellConstants, DESIGN, measureCell } from "./scale/rehearsed.ts";
import { measureFile, measurePostgres, measureQueue } from "./scale/stores.ts";

const [count = 20_000] = process.argv.slice(2).map(Number);
const MILLION = 1e6;
const GIB = 2 ** 30;
/** Seconds that a served model takes for a call, and calls in flight of one machine: what the hours rest on. */
const CALL_SECONDS = 4;
const IN_FLIGHT = 64;
/** The price of openai:gpt-4.1-mini in the list that comes along. */
const PRICE = { input: 0.4, output: 1.6 } as const;

const whole = (value: number): string => String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
const shown = (value: number): string => (value >= 100 ? whole(value) : value.toPrecision(2));
const table = (rows: readonly (readonly string[])[]): string => {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...body.map(line)].join(
    "\n",
  );
};

async function cpuOfCall(): Promise<number> {
  const server = spawn(process.execPath, [join(import.meta.dirname, "engine/server.ts"), "0", "plain"], {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  try {
    const [port] = await once(server.stdout!, "data");
    const url = `http://127.0.0.1:${String(port).trim()}/v1`;
    await ourCalls(url, 500, IN_FLIGHT);
    return (await ourCalls(url, 3000, IN_FLIGHT)).made.cpu;
  } finally {
    server.kill();
  }
}

const folder = mkdtempSync(join(tmpdir(), "assize-scale-"));
const programs = process.env.ASSIZE_POSTGRES ? null : findPostgres();
const server = programs && (await startPostgres(programs));
try {
  const url = server?.url ?? process.env.ASSIZE_POSTGRES;
  if (url === undefined) throw new Error("there is no PostgreSQL to start, and ASSIZE_POSTGRES names none");
  const independent = await measureCell("independent");
  const debate = await measureCell("debate");
  const text = JSON.stringify({ assessments: "x".repeat(Math.round(debate.replyBytes)), confidence: 0.8 });
  const cpu = await cpuOfCall();
  const file = await measureFile(join(folder, "ledger.sqlite"), count, text);
  const one = await measurePostgres(url, count, text, 1);
  const ten = await measurePostgres(url, count, text, 10);
  const queue = await measureQueue(url, count);

  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model}\n`,
  );
  console.log(
    table([
      ["constant", "SQLite", "PostgreSQL, one process", "PostgreSQL, ten"],
      ["calls noted and stored a second", ...[file, one, ten].map((store) => whole(store.callsPerSecond))],
      ["replies found a second", ...[file, one, ten].map((store) => whole(store.findsPerSecond))],
      ["bytes of a stored reply", ...[file, one, ten].map((store) => whole(store.bytesPerReply))],
    ]),
  );
  console.log(
    `\n${table([
      ["constant", "value"],
      ["processor time of a call, with ledger and parsing", `${cpu.toFixed(2)} ms`],
      ["blocks queued a second", whole(queue.blocksQueuedPerSecond)],
      ["bytes of a queued block", whole(queue.bytesPerBlock)],
      ["empty blocks worked a second, 16 slots", whole(queue.blocksWorkedPerSecond)],
      [`time to count ${whole(count)} blocks by state`, `${whole(queue.countMilliseconds)} ms`],
      ["bytes of a rating row", whole(independent.ratingBytes)],
    ])}`,
  );

  const cells: readonly (readonly [string, CellConstants])[] = [
    ["independent", independent],
    ["debate", debate],
  ];
  console.log(
    `\n${table([
      ["a cell", "calls", "prompt tokens", "completion tokens", "ratings", "bytes of its debate"],
      ...cells.map(([name, cell]) => [
        name,
        shown(cell.calls),
        whole(cell.promptTokens),
        whole(cell.completionTokens),
        whole(cell.ratings),
        whole(cell.debateBytes),
      ]),
    ])}`,
  );

  const perMillion = cells.map(([name, cell]) => {
    const blocks = (MILLION / DESIGN.dimensions) * DESIGN.replicates;
    const calls = blocks * cell.calls;
    const [prompt, completion] = [blocks * cell.promptTokens, blocks * cell.completionTokens];
    const hours = (machines: number): number => (calls * CALL_SECONDS) / (machines * IN_FLIGHT) / 3600;
    return [
      name,
      `${(calls / MILLION).toFixed(1)} M`,
      `${((prompt + completion) / 1e9).toFixed(1)} G`,
      `$${whole((prompt * PRICE.input + completion * PRICE.output) / MILLION)}`,
      whole(hours(1)),
      whole(hours(10)),
      `${whole((calls * cpu) / 3.6e6)} h`,
      `${((calls * ten.bytesPerReply) / GIB).toFixed(1)} GiB`,
      `${((blocks * queue.bytesPerBlock) / GIB).toFixed(2)} GiB`,
      `${((blocks * cell.ratings) / MILLION).toFixed(0)} M`,
      `${((blocks * (cell.ratings * cell.ratingBytes + cell.debateBytes)) / GIB).toFixed(1)} GiB`,
    ];
  });
  console.log(
    `\n${table([
      [
        "a million verdicts",
        "calls",
        "tokens",
        "money",
        "hours, one machine",
        "hours, ten",
        "processor time",
        "ledger",
        "queue",
        "rating rows",
        "run folders",
      ],
      ...perMillion,
    ])}`,
  );
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
