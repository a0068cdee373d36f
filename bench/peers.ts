/**
 * Assize beside what others use: the same prompts and the same replies, one loopback server in a process of its own,
 * tool after tool under the same conditions, five times over; bench/README.md says how and why. It installs the
 * others, takes some twenty-five minutes on an idle machine, goes on where it was interrupted, and writes its tables
 * into README.md and bench/README.md.
 *
 *   npm run bench:peers -- [--pilot] [--only NAME]... [--fresh] [--dry]
 *
 * --pilot  one short run, to see that all is well     --only   tools whose id holds this word
 * --fresh  forget what was measured before            --dry    print the tables, write them nowhere
 */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { installPeers } from "./peers/install.ts";
import { type Measured, PINNING, startServer } from "./peers/measure.ts";
import { tablesOf } from "./peers/tables.ts";
import { FULL, PILOT, type Point, pointsOf } from "./peers/tools.ts";
import { writeBetween } from "./peers/write-between.ts";

const { values: flags } = parseArgs({
  options: {
    pilot: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    fresh: { type: "boolean", default: false },
    dry: { type: "boolean", default: false },
  },
});
const size = flags.pilot ? PILOT : FULL;
const project = fileURLToPath(new URL("..", import.meta.url));

/** What was measured stands for this build, these peers and this Node alone. */
function digestOfAll(): string {
  const digest = createHash("sha256").update(process.version);
  const files = [
    "bench/peers/package-lock.json",
    ...readdirSync(join(project, "dist"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".js"))
      .map((file) => join("dist", file))
      .sort(),
  ];
  for (const file of files) digest.update(readFileSync(join(project, file)));
  return digest.digest("hex").slice(0, 16);
}

const kept = join(project, "runs", "bench-peers", `${digestOfAll()}.jsonl`);
mkdirSync(dirname(kept), { recursive: true });
if (flags.fresh) writeFileSync(kept, "");

const isOf = (point: Point, row: Measured): boolean =>
  row.section === point.section &&
  row.tool === point.tool.id &&
  row.latency === point.latency &&
  row.inFlight === point.inFlight &&
  row.units === point.units;

const points = pointsOf(size);
const measured: Measured[] = existsSync(kept)
  ? readFileSync(kept, "utf8")
      .split("\n")
      // A run that was killed may have left half a line.
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line))
      .filter((row) => points.some((point) => isOf(point, row)))
  : [];

const isWanted = ({ tool }: Point): boolean =>
  flags.only.length === 0 || flags.only.some((word) => tool.id.includes(word));

function say({ section, tool, latency, inFlight, units }: Point, run: number, outcome: string): void {
  const place = `run ${run + 1}, ${latency} ms, ${String(inFlight).padStart(3)} at once`;
  console.error(
    `${place}  ${tool.id.padEnd(30)} ${String(units).padStart(5)} ${section.padEnd(6)}  ${outcome}`,
  );
}

installPeers();
const server = await startServer();
const failures: string[] = [];
for (let run = 0; run < size.runs; run++)
  for (const point of points) {
    if (!isWanted(point) || measured.some((row) => row.run === run && isOf(point, row))) continue;
    try {
      const row = await server.measure(point, run);
      measured.push(row);
      appendFileSync(kept, `${JSON.stringify(row)}\n`);
      const cost = `${((1000 * row.units) / row.wall).toFixed(0)}/s, ${(row.processor / row.calls).toFixed(2)} ms of processor a call`;
      say(point, run, `${cost}${row.wrong > 0 ? `, ${row.wrong} WRONG` : ""}`);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      failures.push(
        `${point.tool.name} (${point.latency} ms, ${point.inFlight} at once): ${why.split("\n")[0]}`,
      );
      say(point, run, `FAILED: ${why}`);
    }
  }
server.close();

const loads = measured.map(({ load }) => load).toSorted((a, b) => a - b);
const runs = Math.max(0, ...measured.map(({ run }) => run + 1));
const heading = [
  flags.pilot ? "**A pilot, one short run: not a measurement.** " : "",
  `Measured ${new Date().toISOString().slice(0, 10)} by \`npm run bench:peers${flags.pilot ? " -- --pilot" : ""}\`: `,
  `medians of ${runs} run${runs === 1 ? "" : "s"}; Node ${process.version.slice(1)}, `,
  `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB; `,
  `${PINNING}; load average ${(loads[0] ?? loadavg()[0] ?? 0).toFixed(1)} to ${(loads.at(-1) ?? 0).toFixed(1)}.`,
].join("");
const sum = (of: (row: Measured) => number): string =>
  measured.reduce((total, row) => total + of(row), 0).toLocaleString("en");
const counted =
  `The server counted ${sum(({ calls }) => calls)} calls, ${sum(({ surplus }) => surplus)} more than the work needs; ` +
  `${sum(({ repeated }) => repeated)} were byte for byte one that had come before.`;
const lost = failures.length === 0 ? "" : `\n\nNot measured: ${[...new Set(failures)].join("; ")}.`;

console.log(`${heading}\n\n${tablesOf(measured, false)}\n\n${counted}${lost}`);
if (!flags.dry) {
  writeBetween(
    join(project, "README.md"),
    "bench:peers",
    `${heading}\n\n${tablesOf(measured, false)}${lost}`,
  );
  writeBetween(
    join(project, "bench", "README.md"),
    "bench:peers",
    `${heading}\n\n${tablesOf(measured, true)}\n\n${counted}${lost}`,
  );
}
if (failures.length > 0) process.exitCode = 1;
