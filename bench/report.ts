// How long does the page of a run take to write, how large is it, and how much memory does it take? For
// 100, 1,000 and 10,000 items, against JSON.stringify of the same data, measured in the same run: what
// must be touched at least.
//
//   node bench/report.ts [items = 100 1000 10000]
import { statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeReport } from "../src/cli/run/write-report.ts";
import { largeRun } from "./large-run.ts";

const COUNTS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100, 1000, 10_000];
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

for (const count of COUNTS) {
  const run = largeRun(count, { version: 1, conditions: [] });
  const start = performance.now();
  let characters = 0;
  for (const rows of [run.items, run.ratings, run.verdicts, run.debates])
    for (const row of rows) characters += JSON.stringify(row).length;
  const floor = performance.now() - start;

  const folder = join(tmpdir(), `assize-bench-${process.pid}`);
  const before = performance.now();
  const path = await writeReport(folder, run);
  const took = performance.now() - before;
  const { size } = statSync(path);
  await rm(folder, { recursive: true });
  process.stdout.write(
    `${count} items, ${megabytes(characters)} of data: page of ${megabytes(size)} in ${(took / 1000).toFixed(2)} s, ` +
      `${(took / floor).toFixed(2)} × JSON.stringify of the data (${(floor / 1000).toFixed(2)} s); ` +
      `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB of memory at most\n`,
  );
}
