import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { digestText } from "./digest.ts";
import type { Ledger, LedgerReply, RawReply } from "./ledger.ts";
import type { Counter } from "./tally.ts";

/** One try. It says `sent` when its request goes out, and never before. */
export type Attempt = (sent: () => void) => Promise<readonly RawReply[]>;

/** Makes one try of a call. What it throws is told to `isLost`: whether it may have been paid although nobody saw an answer. */
export type Try = (attempt: Attempt, isLost: (error: unknown) => boolean) => Promise<readonly RawReply[]>;

/** Brings up to `count` replies by one call, in as many tries as it takes. At least one comes, or it throws. */
export type Send = (noted: Try, count: number) => Promise<readonly RawReply[]>;

/** What is asked. Those that share `together` differ in nothing but their draws, and one call may bring them all. */
export type Asked = {
  readonly key: string;
  readonly together?: string | undefined;
  readonly send: Send;
  readonly signal?: AbortSignal | undefined;
};

/** Gives the reply under a key: from the ledger, from a call already under way, or by sending. */
export type Recorded = (asked: Asked) => Promise<LedgerReply>;

export type RecordedOptions = {
  readonly ledger: Ledger;
  readonly counter: Counter;
  /** Whether a call costs, so that one of unknown outcome must be accounted for. */
  readonly isPaid: boolean;
  /** Who pays: a run's name, under which the ledger adds up what it has paid. */
  readonly run?: string | undefined;
};

type Flight = { readonly reply: Promise<LedgerReply>; readonly signal: AbortSignal | undefined };
type Replies = ReadonlyMap<string, LedgerReply>;
type Pool = {
  readonly keys: string[];
  readonly signal: AbortSignal | undefined;
  readonly replies: Promise<Replies>;
};

/** How long the first of several like requests waits for the others. */
const GATHER_MS = 10;
/** Replies of one call at most; providers take more, but a call that is lost is lost whole. */
const MOST_TOGETHER = 32;

/**
 * Puts a ledger before something that costs. Nobody sees a reply before it is stored, and equal requests made at once
 * are one call. Every try of a paid call is noted when it is sent, and not after. The note is taken back when the provider
 * surely charged nothing, and closed by the reply; otherwise it stays, and is counted as a repeated call when the same is
 * asked again.
 */
export function recorded({ ledger, counter, isPaid, run }: RecordedOptions): Recorded {
  const flights = new Map<string, Flight>();
  const pools = new Map<string, Pool>();
  const payer = run ?? null;
  /** Tries that this process has lost and counted already. */
  const counted = new Map<string, number>();
  let takesMany = true;

  /**
   * Sends under notes, one for each try, and stores what comes before anything else is sent in its place: so never more is
   * lost with the process than may be under way at once. Gives what stands under the keys, as far as replies came, and the
   * call that was answered.
   */
  async function sendNoted(keys: readonly string[], send: Send) {
    const [key = ""] = keys;
    let call = "";
    let standing: readonly LedgerReply[] = [];

    const store = async (raws: readonly RawReply[]): Promise<readonly RawReply[]> => {
      const brought = keys.slice(0, raws.length);
      standing = await ledger.recordReplies(brought.map((own, place) => entry(raws[place]!, own, call)));
      return raws;
    };
    const lose = async (error: unknown, isLost: boolean): Promise<never> => {
      if (isLost) {
        counter.repeat(1);
        counted.set(key, (counted.get(key) ?? 0) + 1);
      } else await ledger.withdrawCall(call);
      throw error;
    };

    await send(async (attempt, isLost) => {
      call = randomUUID();
      if (!isPaid) return store(await attempt(() => {}));
      const note = { id: call, key, run: payer, created: Date.now() };
      const begun = await ledger.beginCall(note);
      if ("reply" in begun) {
        standing = [begun.reply];
        return standing;
      }
      const known = counted.get(key) ?? 0;
      counter.repeat(Math.max(0, begun.earlier - known));
      if (begun.earlier > known) counted.set(key, begun.earlier);
      let isSent = false;
      let unnoted: unknown;
      const sent = (): void => {
        if (isSent) return;
        try {
          ledger.sendCall(note);
          isSent = true;
        } catch (error) {
          // What is not noted does not go out, whatever the client makes of it.
          unnoted = error;
          throw error;
        }
      };
      const tried = attempt(sent).catch((error: unknown) => {
        if (unnoted !== undefined) throw unnoted;
        return lose(error, isSent && isLost(error));
      });
      return store(await tried);
    }, keys.length);
    counted.delete(key);
    await ledger.sync();
    return { standing, call };
  }

  function entry(raw: RawReply, key: string, call: string): LedgerReply {
    // What is used now must be what is replayed later, and no database keeps half a surrogate pair and a null.
    const text = raw.text.toWellFormed().replaceAll("\0", "\ufffd");
    const { end, promptTokens, completionTokens, model, fingerprint, chances } = raw;
    const told = { end, promptTokens, completionTokens, model, fingerprint, chances };
    return { ...told, text, key, digest: digestText(text), call, run: payer, created: Date.now() };
  }

  async function makeReplies(keys: readonly string[], send: Send): Promise<Replies> {
    const { standing, call } = await sendNoted(keys, send);
    const mine = standing.filter((reply) => reply.call === call);
    for (const reply of standing)
      counter.use(reply, reply.call !== call ? "replayed" : reply === mine[0] ? "made" : "along");
    const replies = new Map(standing.map((reply) => [reply.key, reply]));
    if (standing.length === keys.length) return replies;
    // Where a call brought fewer than were asked for, the provider is asked for one from now on.
    if (mine.length > 0) takesMany = false;
    const rest = keys.slice(standing.length).map((key) => makeReplies([key], send));
    for (const more of await Promise.all(rest)) for (const [key, reply] of more) replies.set(key, reply);
    return replies;
  }

  /** Waits a moment for requests that differ in their draws alone, and sends for all of them. */
  async function makeTogether(asked: Asked, together: string): Promise<LedgerReply> {
    const { key, send, signal } = asked;
    const open = pools.get(together);
    const joined = open && open.signal === signal && open.keys.length < MOST_TOGETHER ? open : undefined;
    if (joined) joined.keys.push(key);
    const pool = joined ?? openPool(together, key, send, signal);
    return (await pool.replies).get(key)!;
  }

  function openPool(together: string, key: string, send: Send, signal: AbortSignal | undefined): Pool {
    const keys = [key];
    const gathered = async (): Promise<Replies> => {
      await delay(GATHER_MS);
      if (pools.get(together)?.keys === keys) pools.delete(together);
      return makeReplies(keys.toSorted(), send);
    };
    const pool = { keys, signal, replies: gathered() };
    pools.set(together, pool);
    return pool;
  }

  async function giveReply(asked: Asked): Promise<LedgerReply> {
    const { key, together, send, signal } = asked;
    const stored = await ledger.findReply(key);
    if (stored) {
      counter.use(stored, "replayed");
      return stored;
    }
    signal?.throwIfAborted();
    if (together !== undefined && takesMany) return makeTogether(asked, together);
    return (await makeReplies([key], send)).get(key)!;
  }

  return async (asked) => {
    const { key, signal } = asked;
    for (;;) {
      signal?.throwIfAborted();
      const underWay = flights.get(key);
      if (!underWay) {
        const reply = giveReply(asked).finally(() => flights.delete(key));
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
