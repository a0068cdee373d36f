/**
 * Works a study of 2,000 cells with four workers on PostgreSQL, kills two of them with SIGKILL at random points, and tells
 * what was lost, repeated and changed: `node scripts/crash-workers.ts [CELLS] [KILLS] [SEED]`. The database is the one that
 * ASSIZE_POSTGRES names, which must be empty, or one of its own. Exit code 1 where anything was lost or changed.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres, startPostgres } from "../tests/fakes/postgres-server.ts";
import { workersRun } from "./crash/workers-run.ts";

const [cells = 2000, kills = 2, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), "assize-workers-"));
const programs = process.env.ASSIZE_POSTGRES ? null : findPostgres();
const server = programs && (await startPostgres(programs));
try {
  const queue = server?.url ?? process.env.ASSIZE_POSTGRES;
  if (queue === undefined) throw new Error("there is no PostgreSQL to start, and ASSIZE_POSTGRES names none");
  const outcome = await workersRun({
    folder,
    queue,
    items: Math.ceil(cells / 8),
    workers: 4,
    kills,
    concurrency: 16,
    latencyMs: 20,
    heartbeatSeconds: 20,
    seed,
  });
  console.log(JSON.stringify({ kills, seed, ...outcome }, null, 2));
  const { asked, askedTwice, mayRepeat, calls, differing } = outcome;
  const isCounted = asked - askedTwice === calls.made && calls.repeated >= askedTwice;
  if (!isCounted || calls.repeated > mayRepeat || differing.length > 0) process.exitCode = 1;
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}
