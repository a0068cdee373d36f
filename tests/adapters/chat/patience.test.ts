import { expect, test } from "vitest";
import { PATIENCE, withRetries } from "../../../src/adapters/chat/patience.ts";
import { mayBePaid, NOT_CONNECTED, TransportError } from "../../../src/adapters/chat/transport-error.ts";

async function triesUntilGivenUp(error: Error): Promise<number> {
  let tries = 0;
  const patience = { ...PATIENCE, sleep: async () => {} };
  const attempt = async () => {
    tries++;
    throw error;
  };
  await expect(withRetries(patience, attempt, undefined)).rejects.toBe(error);
  return tries;
}
const withStatus = (status: number, code?: string) => new TransportError("x", { status, code: code ?? null });

test.each([408, 425, 500, 502, 503, 504, 529])("%i is tried again", async (status) => {
  expect(await triesUntilGivenUp(withStatus(status))).toBe(PATIENCE.tries);
});

test("429 is tried again, and oftener", async () => {
  expect(await triesUntilGivenUp(withStatus(429))).toBe(PATIENCE.limitedTries);
});

test("a call that ran out of time is tried once more, for each takes as long and may be paid", async () => {
  expect(await triesUntilGivenUp(new TransportError("late", { code: "timeout" }))).toBe(2);
});

test.each([400, 401, 402, 403, 404, 405, 409, 413, 415, 422, 501])("%i is not", async (status) => {
  expect(await triesUntilGivenUp(withStatus(status))).toBe(1);
});

test("a broken connection is tried again, an empty account and a fault of ours are not", async () => {
  expect(await triesUntilGivenUp(new TransportError("reset", { code: "ECONNRESET" }))).toBe(PATIENCE.tries);
  expect(await triesUntilGivenUp(withStatus(429, "insufficient_quota"))).toBe(1);
  expect(await triesUntilGivenUp(new TypeError("a bug"))).toBe(1);
});

test("what was turned down or never sent is free; what broke off or sat behind a gateway may be paid", () => {
  expect([400, 429, 500, 503].map((status) => mayBePaid(withStatus(status)))).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([502, 504].map((status) => mayBePaid(withStatus(status)))).toEqual([true, true]);
  expect(mayBePaid(new TransportError("refused", { code: NOT_CONNECTED }))).toBe(false);
  expect(mayBePaid(new TransportError("reset", { code: "ECONNRESET" }))).toBe(true);
});

test("the bound of the wait doubles up to its cap, and the jitter spans all of it", async () => {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  const patience = { ...PATIENCE, tries: 9, random: () => 1, sleep };
  const attempt = () => Promise.reject(withStatus(500));
  await expect(withRetries(patience, attempt, undefined)).rejects.toThrow();
  expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]);
});

test("waiting ends at once when it is called off", async () => {
  const stop = new AbortController();
  const attempt = () => {
    queueMicrotask(() => stop.abort(new Error("enough")));
    return Promise.reject(new TransportError("busy", { status: 429, waitMs: 100_000 }));
  };
  await expect(withRetries(PATIENCE, attempt, stop.signal)).rejects.toThrow("enough");
});
