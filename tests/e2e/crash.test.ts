import { afterAll, expect, test } from "vitest";
import { crashRun } from "../../scripts/crash/crash-run.ts";
import { workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

test("a study that is killed at random points loses and repeats nothing that was stored, and owns up to the rest", async () => {
  const outcome = await crashRun({
    folder: work.path,
    items: 8,
    kills: 3,
    concurrency: 8,
    latencyMs: 15,
    seed: 1,
  });
  const { asked, askedTwice, mayRepeat, calls, stored, lost, differing } = outcome;
  expect(differing).toEqual([]);
  expect(stored).toBeGreaterThan(0);
  expect(lost).toBe(0);
  expect(askedTwice).toBeLessThanOrEqual(calls.repeated);
  expect(calls.repeated).toBeLessThanOrEqual(mayRepeat);
  expect(asked).toBeLessThanOrEqual(calls.made + calls.repeated);
  expect(calls.made).toBe(calls.used);
});
