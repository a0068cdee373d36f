import { setTimeout as delay } from "node:timers/promises";
import type { Rng } from "../../domain/random.ts";
import { isPassing, TransportError } from "./transport-error.ts";

/** How often a call is tried and how long is waited in between. Tests replace randomness and time. */
export type Patience = {
  readonly tries: number;
  /** A rate limit costs nothing but time, so more tries are allowed. */
  readonly limitedTries: number;
  /** A call that ran out of time may have been paid, and will take as long again. */
  readonly lateTries: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** A provider that asks for a longer wait than this is not waited for. */
  readonly longestAskedMs: number;
  readonly random: Rng;
  readonly sleep: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
};

async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
}

export const PATIENCE: Patience = {
  tries: 6,
  limitedTries: 8,
  lateTries: 2,
  firstWaitMs: 500,
  longestWaitMs: 20_000,
  longestAskedMs: 120_000,
  random: Math.random,
  sleep,
};

/** Full jitter: anything up to a bound that doubles, on top of what the provider asked for. */
function waitMs(patience: Patience, error: TransportError, failures: number): number {
  const bound = Math.min(patience.longestWaitMs, patience.firstWaitMs * 2 ** (failures - 1));
  return (error.waitMs ?? 0) + patience.random() * bound;
}

function triesFor(patience: Patience, error: TransportError): number {
  if (error.status === 429) return patience.limitedTries;
  return error.code === "timeout" ? patience.lateTries : patience.tries;
}

/**
 * Tries again where that may help: after a rate limit, a server's fault, a broken connection or a time-out, and never
 * after a refusal of the request itself.
 *
 * @throws TransportError the last one, when the tries are used up or another would not help.
 */
export async function withRetries<T>(
  patience: Patience,
  attempt: (failures: number) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    signal?.throwIfAborted();
    try {
      return await attempt(failures - 1);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof TransportError)) throw error;
      const asksTooMuch = error.waitMs !== null && error.waitMs > patience.longestAskedMs;
      if (!isPassing(error) || asksTooMuch || failures >= triesFor(patience, error)) throw error;
      await patience.sleep(waitMs(patience, error, failures), signal);
    }
  }
}
