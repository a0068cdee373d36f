import type { Kysely, Selectable, Transaction } from "kysely";
import { InputError, ProviderError } from "../../domain/errors.ts";
import type { LedgerDatabase } from "./database.ts";
import { inBatches } from "./in-batches.ts";
import type { Ledger, LedgerCall, LedgerReply, ReplyEnd } from "./ledger.ts";
import { slices } from "./slices.ts";
import type { Tables } from "./tables.ts";

/** Databases bound the values of one statement; SQLite's bound is the lowest. */
const ROWS_PER_STATEMENT = 500;
/** Changes in one transaction: enough to share a wait for the disk, few enough that calls do not come in waves. */
const CHANGES_TOGETHER = 64;

const ENDS: Readonly<Record<string, ReplyEnd>> = { complete: "complete", refused: "refused", cut: "cut" };

function toReply(row: Selectable<Tables["reply"]>): LedgerReply {
  const end = ENDS[row.end];
  if (end === undefined)
    throw new InputError(
      "ledger-unreadable",
      `ledger: the reply ${row.key} has the unknown end "${row.end}"; it was written by another version of assize`,
    );
  return {
    key: row.key,
    end,
    text: row.text,
    digest: row.digest,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    model: row.model,
    fingerprint: row.fingerprint,
    chances: row.chances,
    call: row.call,
    run: row.run,
    created: row.created,
  };
}

function toRow(reply: LedgerReply): Tables["reply"] {
  const { promptTokens, completionTokens, ...rest } = reply;
  return { ...rest, prompt_tokens: promptTokens, completion_tokens: completionTokens };
}

const toBytes = (vector: Float64Array): Uint8Array => new Uint8Array(Float32Array.from(vector).buffer);

/** The bytes are copied first, because a view of floats must start at a multiple of four. */
const toVector = (bytes: Uint8Array): Float64Array =>
  Float64Array.from(new Float32Array(Uint8Array.from(bytes).buffer));

/** One writer's wishes: calls that begin, calls taken back, replies that came. */
type Change = {
  readonly begun?: LedgerCall;
  readonly withdrawn?: string;
  readonly replies?: readonly LedgerReply[];
};

/** What a batch of changes found: replies that stood already, and how many earlier calls each begun one has. */
type Found = {
  readonly standing: ReadonlyMap<string, LedgerReply>;
  readonly earlier: ReadonlyMap<string, number>;
};

async function findReplies(
  database: Kysely<Tables>,
  keys: readonly string[],
): Promise<Map<string, LedgerReply>> {
  const found = new Map<string, LedgerReply>();
  for (const slice of slices(keys, ROWS_PER_STATEMENT)) {
    const rows = await database.selectFrom("reply").selectAll().where("key", "in", slice).execute();
    for (const row of rows) found.set(row.key, toReply(row));
  }
  return found;
}

async function closeCalls(transaction: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  for (const slice of slices(ids, ROWS_PER_STATEMENT))
    await transaction.deleteFrom("open_call").where("id", "in", slice).execute();
}

/** Stores replies; gives the keys under which others stood. */
async function insertReplies(
  transaction: Transaction<Tables>,
  replies: readonly LedgerReply[],
): Promise<ReadonlySet<string>> {
  const first = new Map<string, LedgerReply>();
  for (const reply of replies) if (!first.has(reply.key)) first.set(reply.key, reply);
  const inserted = new Set<LedgerReply>();
  for (const slice of slices([...first.values()], ROWS_PER_STATEMENT)) {
    const rows = await transaction
      .insertInto("reply")
      .values(slice.map(toRow))
      .onConflict((conflict) => conflict.doNothing())
      .returning("key")
      .execute();
    for (const { key } of rows) inserted.add(first.get(key)!);
  }
  const stored = new Set([...inserted].map(({ call }) => call));
  await closeCalls(transaction, [...stored]);
  return new Set(replies.filter((reply) => !inserted.has(reply)).map(({ key }) => key));
}

/** Gives for each call how many were noted under its key before it; those that are noted now count for the next. */
async function countEarlier(
  transaction: Transaction<Tables>,
  calls: readonly LedgerCall[],
  areNoted: boolean,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const slice of slices(calls, ROWS_PER_STATEMENT)) {
    const keys = slice.map(({ key }) => key);
    const rows = await transaction
      .selectFrom("open_call")
      .select(["key", ({ fn }) => fn.countAll<number>().as("calls")])
      .where("key", "in", keys)
      .groupBy("key")
      .execute();
    for (const { key, calls: noted } of rows) counts.set(key, noted);
  }
  const earlier = new Map<string, number>();
  for (const { id, key } of calls) {
    const before = counts.get(key) ?? 0;
    earlier.set(id, before);
    if (areNoted) counts.set(key, before + 1);
  }
  return earlier;
}

async function insertCalls(transaction: Transaction<Tables>, calls: readonly LedgerCall[]): Promise<void> {
  for (const slice of slices(calls, ROWS_PER_STATEMENT))
    await transaction.insertInto("open_call").values(slice).execute();
}

/**
 * The ledger over any database that Kysely speaks to. Changes that arrive together share a transaction, and so one wait
 * for the disk; a promise resolves only after the commit that holds its change.
 */
export function kyselyLedger({ database, ready, place, sync, note, lock }: LedgerDatabase): Ledger {
  async function apply(changes: readonly Change[]): Promise<Found> {
    const begun = changes.flatMap((change) => change.begun ?? []);
    const replies = changes.flatMap((change) => change.replies ?? []);
    return database.transaction().execute(async (transaction) => {
      const keys = [...begun, ...replies].map(({ key }) => key);
      if (keys.length > 0) await lock(transaction, keys);
      await closeCalls(
        transaction,
        changes.flatMap((change) => change.withdrawn ?? []),
      );
      const late = replies.length > 0 ? await insertReplies(transaction, replies) : new Set<string>();
      const wanted = new Set([...late, ...begun.map(({ key }) => key)]);
      const standing = await findReplies(transaction, [...wanted]);
      const needed = begun.filter(({ key }) => !standing.has(key));
      const earlier = await countEarlier(transaction, needed, note === null);
      if (note === null) await insertCalls(transaction, needed);
      return { standing, earlier };
    });
  }

  /** Databases fail in words of their own; whoever runs a study needs to know that it was the ledger. */
  function asLedgers(error: unknown): Error {
    if (error instanceof InputError || error instanceof ProviderError) return error;
    const why = error instanceof Error ? error.message : String(error);
    return new ProviderError(
      "ledger-failed",
      `ledger: ${place} failed (${why}); mend the cause and run again, what was answered is kept`,
      { cause: error },
    );
  }

  async function told<T>(work: () => Promise<T>): Promise<T> {
    try {
      await ready;
      return await work();
    } catch (error) {
      throw asLedgers(error);
    }
  }

  const applied = (changes: readonly Change[]) =>
    told(async () => {
      const found = await apply(changes);
      return changes.map(() => found);
    });
  const change = inBatches<Change, Found>(CHANGES_TOGETHER, applied);
  // Who asks while the disk is waited for wrote too late for that, and waits for the next time.
  const synced = inBatches<undefined, undefined>(Number.POSITIVE_INFINITY, (waiting) =>
    told(async () => {
      await sync();
      return waiting;
    }),
  );
  const findReply = inBatches<string, LedgerReply | undefined>(ROWS_PER_STATEMENT, (keys) =>
    told(async () => {
      const found = await findReplies(database, keys);
      return keys.map((key) => found.get(key));
    }),
  );

  return {
    findReply,
    beginCall: async (call) => {
      const { standing, earlier } = await change({ begun: call });
      const reply = standing.get(call.key);
      return reply ? { reply } : { earlier: earlier.get(call.id) ?? 0 };
    },
    sendCall: (call) => {
      try {
        note?.(call);
      } catch (error) {
        throw asLedgers(error);
      }
    },
    withdrawCall: async (id) => {
      await change({ withdrawn: id });
    },
    recordReplies: async (replies) => {
      const { standing } = await change({ replies });
      return replies.map((reply) => standing.get(reply.key) ?? reply);
    },
    sync: async () => {
      await synced(undefined);
    },
    spentBy: (run) =>
      told(async () => {
        const { calls, entries, prompt, prompts, completion, completions } = await database
          .selectFrom("reply")
          .select(({ fn }) => [
            fn.count<number>("call").distinct().as("calls"),
            fn.countAll<number>().as("entries"),
            fn.sum<number | string | null>("prompt_tokens").as("prompt"),
            fn.count<number>("prompt_tokens").as("prompts"),
            fn.sum<number | string | null>("completion_tokens").as("completion"),
            fn.count<number>("completion_tokens").as("completions"),
          ])
          .where("run", "=", run)
          .executeTakeFirstOrThrow();
        const { lost } = await database
          .selectFrom("open_call")
          .select(({ fn }) => fn.countAll<number>().as("lost"))
          .where("run", "=", run)
          .executeTakeFirstOrThrow();
        return {
          calls,
          lost,
          promptTokens: prompts < entries ? null : Number(prompt ?? 0),
          completionTokens: completions < entries ? null : Number(completion ?? 0),
        };
      }),
    rememberChoice: (name, value) =>
      told(async () => {
        await database
          .insertInto("choice")
          .values({ name, value })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await sync();
        const standing = database.selectFrom("choice").select("value").where("name", "=", name);
        return (await standing.executeTakeFirstOrThrow()).value;
      }),
    findChoice: (name) =>
      told(async () => {
        const row = await database
          .selectFrom("choice")
          .select("value")
          .where("name", "=", name)
          .executeTakeFirst();
        return row?.value;
      }),
    findVectors: (keys) =>
      told(async () => {
        const found = new Map<string, Float64Array>();
        for (const slice of slices(keys, ROWS_PER_STATEMENT)) {
          const rows = await database.selectFrom("vector").selectAll().where("key", "in", slice).execute();
          for (const row of rows) found.set(row.key, toVector(row.components));
        }
        return found;
      }),
    recordVectors: (vectors) =>
      told(async () => {
        const rows = [...vectors]
          .map(([key, vector]) => ({ key, components: toBytes(vector) }))
          .sort((a, b) => (a.key < b.key ? -1 : 1));
        await database.transaction().execute(async (transaction) => {
          for (const slice of slices(rows, ROWS_PER_STATEMENT))
            await transaction
              .insertInto("vector")
              .values(slice)
              .onConflict((conflict) => conflict.doNothing())
              .execute();
        });
        await sync();
      }),
    close: async () => {
      // What was asked to be written is written before the door is shut.
      await change({})
        .then(sync)
        .catch(() => {});
      await database.destroy();
    },
  };
}
