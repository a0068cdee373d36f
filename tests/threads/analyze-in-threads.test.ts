import { expect, test } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { InputError } from "../../src/domain/errors.ts";
import type { ProgressEvent } from "../../src/domain/ports.ts";
import { rngFrom } from "../../src/domain/random.ts";
import type { Rating } from "../../src/domain/rating.ts";
import { analyzeInThreads } from "../../src/threads/analyze-in-threads.ts";

const OPTIONS = { seed: 3, bootstraps: 50, permutations: 20 };

/** Two arms of 4 raters, two dimensions, 40 items, 4 runs: enough to be worth a thread. */
function ratings(): readonly Rating[] {
  const rng = rngFrom(1);
  const rows: Rating[] = [];
  for (const arm of ["none", "grounded"])
    for (const dimension of ["clarity", "coverage"])
      for (let item = 0; item < 40; item++)
        for (let rater = 0; rater < 4; rater++)
          for (let replicate = 0; replicate < 4; replicate++)
            rows.push({
              item: `item-${item}`,
              dimension,
              arm,
              rater: `rater-${rater}`,
              framing: "plain",
              replicate,
              phase: "initial",
              value: 1 + Math.floor(rng() * 5),
            });
  return rows;
}

const ROWS = ratings();

test("any number of threads makes the same result to the byte", async () => {
  const alone = JSON.stringify(analyze(ROWS, OPTIONS));
  for (const threads of [1, 2, 3])
    expect(JSON.stringify(await analyzeInThreads(ROWS, { ...OPTIONS, threads }))).toBe(alone);
});

test("progress counts every part once, and ends at the last", async () => {
  const events: ProgressEvent[] = [];
  await analyzeInThreads(ROWS, { ...OPTIONS, threads: 2, notify: (event) => events.push(event) });
  const total = events[0]?.total ?? 0;
  expect(total).toBeGreaterThan(4);
  expect(events.map(({ done }) => done)).toEqual(Array.from({ length: total }, (_, index) => index + 1));
  expect(new Set(events.map(({ note }) => note)).size).toBe(total);
});

test("a signal ends the threads with its reason", async () => {
  for (const threads of [1, 2]) {
    const controller = new AbortController();
    const running = analyzeInThreads(ROWS, {
      ...OPTIONS,
      threads,
      signal: controller.signal,
      notify: () => controller.abort(new Error("stop")),
    });
    await expect(running).rejects.toThrow("stop");
  }
});

test("rows that contradict one another are refused before a thread is started", async () => {
  await expect(analyzeInThreads([...ROWS, ...ROWS], OPTIONS)).rejects.toBeInstanceOf(InputError);
});
