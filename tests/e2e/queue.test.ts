import { afterAll, expect, test } from "vitest";
import { workersRun } from "../../scripts/crash/workers-run.ts";
import { postgresFor } from "../postgres.ts";
import { workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

test("four workers, two killed: their cells are taken again, nothing stored is asked again, the files are those of one machine", async (context) => {
  const outcome = await workersRun({
    folder: work.path,
    queue: await postgresFor(context),
    items: 4,
    workers: 4,
    kills: 2,
    concurrency: 4,
    latencyMs: 30,
    heartbeatSeconds: 10,
    seed: 1,
  });
  const { cells, asked, askedTwice, mayRepeat, calls, status, codes, differing } = outcome;
  expect(cells).toBe(32);
  expect(differing).toEqual([]);
  // The server saw every call; what was in flight when a worker died is all that it may have seen twice.
  expect(calls).toMatchObject({ used: asked - askedTwice, made: asked - askedTwice, failed: 0 });
  expect(askedTwice).toBeLessThanOrEqual(calls.repeated);
  expect(calls.repeated).toBeLessThanOrEqual(mayRepeat);
  expect(status).toMatchObject([
    {
      title: "study",
      cells: 32,
      states: { waiting: 0, active: 0, done: 32 },
      calls: calls.made,
      lost: calls.repeated,
    },
  ]);
  expect(codes).toEqual([0, 0]);
});
