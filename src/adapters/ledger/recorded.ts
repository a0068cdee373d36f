import { randomUUID } from "node:crypto";
import { digestText } from "./digest.ts";
import type { Ledger, LedgerReply, RawReply } from "./ledger.ts";
import type { Counter } from "./tally.ts";

/** Brings one reply. Calls `lost` for every try that may have been paid and whose answer nobody saw. */
export type Send = (lost: () => void) => Promise<RawReply>;

/** Gives the reply under a key: from the ledger, from a call already under way, or by sending. */
export type Recorded = (key: string, send: Send, signal: AbortSignal | undefined) => Promise<LedgerReply>;

export type RecordedOptions = {
  readonly ledger: Ledger;
  readonly counter: Counter;
  /** Runs a sending when there is room for it. */
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>;
  /** Whether a call costs, so that one of unknown outcome must be accounted for. */
  readonly isPaid: boolean;
};

type Flight = { readonly reply: Promise<LedgerReply>; readonly signal: AbortSignal | undefined };

/**
 * Puts a ledger before something that costs. Nobody sees a reply before it is stored, and equal requests made at once
 * are one call. A paid call is noted before it is sent. The note is taken back when the provider surely charged
 * nothing; otherwise it stays until a reply comes, and whoever asks again counts a repeated call.
 */
export function recorded({ ledger, counter, limit, isPaid }: RecordedOptions): Recorded {
  const flights = new Map<string, Flight>();

  /** Sends under a note. Every try that was lost before another was sent is a repeated one. */
  async function sendNoted(call: string, send: Send): Promise<RawReply> {
    let lost = 0;
    try {
      const raw = await send(() => lost++);
      counter.repeat(lost);
      return raw;
    } catch (error) {
      if (lost === 0) await ledger.withdrawCall(call);
      else counter.repeat(lost - 1);
      throw error;
    }
  }

  async function makeReply(key: string, send: Send): Promise<LedgerReply> {
    const call = randomUUID();
    if (isPaid) {
      const begun = await ledger.beginCall({ id: call, key, created: Date.now() });
      if ("reply" in begun) return replay(begun.reply);
      counter.repeat(begun.earlier);
    }
    const raw = isPaid ? await sendNoted(call, send) : await send(() => {});
    // Half a surrogate pair cannot be stored, and what is used now must be what is replayed later.
    const text = raw.text.toWellFormed();
    const reply = { ...raw, text, key, digest: digestText(text), call, created: Date.now() };
    const standing = await ledger.recordReply(reply);
    counter.use(standing, "made");
    return standing;
  }

  function replay(stored: LedgerReply): LedgerReply {
    counter.use(stored, "replayed");
    return stored;
  }

  async function giveReply(key: string, send: Send, signal: AbortSignal | undefined): Promise<LedgerReply> {
    const stored = await ledger.findReply(key);
    if (stored) return replay(stored);
    return limit(() => {
      signal?.throwIfAborted();
      return makeReply(key, send);
    });
  }

  return async (key, send, signal) => {
    for (;;) {
      signal?.throwIfAborted();
      const underWay = flights.get(key);
      if (!underWay) {
        const reply = giveReply(key, send, signal).finally(() => flights.delete(key));
        flights.set(key, { reply, signal });
        return reply;
      }
      try {
        return await underWay.reply;
      } catch (error) {
        // Who began the call has called it off; that is no answer to us.
        if (underWay.signal?.aborted !== true) throw error;
      }
    }
  };
}
