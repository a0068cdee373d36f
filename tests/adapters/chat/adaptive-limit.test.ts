import { expect, test } from "vitest";
import { adaptiveLimit } from "../../../src/adapters/chat/adaptive-limit.ts";

const times = (count: number, act: () => void): void => {
  for (let index = 0; index < count; index++) act();
};

/** Occupies the limit as a full round of calls does. */
async function fill(limit: ReturnType<typeof adaptiveLimit>, calls: number): Promise<() => void> {
  const release = Promise.withResolvers<void>();
  times(calls, () => void limit.run(() => release.promise));
  await Promise.resolve();
  return release.resolve;
}

test("a rate limit halves the calls at once, and one round's worth of them counts once", async () => {
  const limit = adaptiveLimit(64);
  const release = await fill(limit, 64);
  times(65, limit.limited);
  expect(limit.concurrency()).toBe(32);
  limit.limited();
  expect(limit.concurrency()).toBe(16);
  release();
});

test("every round of answers adds one, up to the bound", () => {
  const limit = adaptiveLimit(8);
  limit.limited();
  expect(limit.concurrency()).toBe(4);
  times(4, limit.answered);
  expect(limit.concurrency()).toBe(5);
  times(5 + 6 + 7, limit.answered);
  expect(limit.concurrency()).toBe(8);
  times(100, limit.answered);
  expect(limit.concurrency()).toBe(8);
});

test("it never stops altogether, and opens again when waiting did not help", () => {
  const limit = adaptiveLimit(8);
  times(20, limit.limited);
  expect(limit.concurrency()).toBe(1);
  limit.givenUp();
  expect(limit.concurrency()).toBe(8);
});

test("calls beyond the bound wait for their turn", async () => {
  const limit = adaptiveLimit(2);
  let running = 0;
  let most = 0;
  const work = async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  };
  await Promise.all(Array.from({ length: 10 }, () => limit.run(work)));
  expect(most).toBe(2);
});
