import { randomUUID } from "node:crypto";
import { digestText } from "./digest.ts";
import type { Ledger, LedgerReply, RawReply } from "./ledger.ts";
import type { Counter } from "./tally.ts";

/** One try of a call. What it throws is told to `isLost`: whether it may have been paid although nobody saw an answer. */
export type Try = (
  attempt: () => Promise<RawReply>,
  isLost: (error: unknown) => boolean,
) => Promise<RawReply>;

/** Brings one reply, by as many tries as it takes. */
export type Send = (noted: Try) => Promise<RawReply>;

/** Gives the reply under a key: from the ledger, from a call already under way, or by sending. */
export type Recorded = (key: string, send: Send, signal: AbortSignal | undefined) => Promise<LedgerReply>;

export type RecordedOptions = {
  readonly ledger: Ledger;
  readonly counter: Counter;
  /** Runs a sending when there is room for it. */
  readonly limit: <T>(work: () => Promise<T>) => Promise<T>;
  /** Whether a call costs, so that one of unknown outcome must be accounted for. */
  readonly isPaid: boolean;
  /** Who pays: a run's name, under which the ledger adds up what it has paid. */
  readonly run?: string | undefined;
};

type Flight = { readonly reply: Promise<LedgerReply>; readonly signal: AbortSignal | undefined };

/**
 * Puts a ledger before something that costs. Nobody sees a reply before it is stored, and equal requests made at once
 * are one call. Every try of a paid call is noted before it is sent. The note is taken back when the provider surely
 * charged nothing, and closed by the reply; otherwise it stays, and is counted as a repeated call when the same is asked
 * again.
 */
export function recorded({ ledger, counter, limit, isPaid, run = undefined }: RecordedOptions): Recorded {
  const flights = new Map<string, Flight>();
  const payer = run ?? null;
  /** Tries that this process has lost and counted already. */
  const counted = new Map<string, number>();

  /** Sends under notes, one for each try; gives the call that was answered. */
  async function sendNoted(key: string, send: Send): Promise<{ raw: RawReply; call: string }> {
    let call = "";
    const raw = await send(async (attempt, isLost) => {
      call = randomUUID();
      const begun = await ledger.beginCall({ id: call, key, run: payer, created: Date.now() });
      if ("reply" in begun) return begun.reply;
      const known = counted.get(key) ?? 0;
      counter.repeat(Math.max(0, begun.earlier - known));
      counted.set(key, Math.max(begun.earlier, known));
      try {
        return await attempt();
      } catch (error) {
        if (!isLost(error)) await ledger.withdrawCall(call);
        else {
          counter.repeat(1);
          counted.set(key, (counted.get(key) ?? 0) + 1);
        }
        throw error;
      }
    });
    counted.delete(key);
    return { raw, call };
  }

  async function makeReply(key: string, send: Send): Promise<LedgerReply> {
    const { raw, call } = isPaid
      ? await sendNoted(key, send)
      : { raw: await send((attempt) => attempt()), call: randomUUID() };
    // What is used now must be what is replayed later, and no database keeps half a surrogate pair and a null.
    const text = raw.text.toWellFormed().replaceAll("\0", "\ufffd");
    const { end, promptTokens, completionTokens, model, fingerprint } = raw;
    const told = { end, promptTokens, completionTokens, model, fingerprint };
    const reply = { ...told, text, key, digest: digestText(text), call, run: payer, created: Date.now() };
    const [standing = reply] = await ledger.recordReplies([reply]);
    counter.use(standing, standing.call === call ? "made" : "replayed");
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
