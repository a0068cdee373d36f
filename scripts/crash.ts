/**
 * Kills a study of 2,000 cells over HTTP ten times with SIGKILL at random points, resumes it each time, and tells what was
 * lost, repeated and changed: `node scripts/crash.ts [CELLS] [KILLS] [SEED]`. Exit code 1 where anything was.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crashRun } from "./crash/crash-run.ts";

const [cells = 2000, kills = 10, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "assize-crash-"));
try {
  const outcome = await crashRun({
    folder,
    items: Math.ceil(cells / 8),
    kills,
    concurrency: 32,
    latencyMs: 20,
    seed,
  });
  console.log(JSON.stringify({ kills, seed, ...outcome }, null, 2));
  const { asked, askedTwice, mayRepeat, calls, lost, differing } = outcome;
  const isCounted = askedTwice <= calls.repeated && asked <= calls.made + calls.repeated;
  if (lost > 0 || calls.repeated > mayRepeat || !isCounted || differing.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
