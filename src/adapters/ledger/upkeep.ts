import { sql } from "kysely";
import { type LedgerDatabase, openDatabase } from "./database.ts";
import { digestText } from "./digest.ts";

/** Replies of one model that ended in one way. Tokens are those that were told; `untold` replies told none. */
export type ReplyStats = {
  readonly model: string | null;
  readonly end: string;
  readonly replies: number;
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly untold: number;
  readonly bytes: number;
};

export type LedgerStats = {
  readonly replies: readonly ReplyStats[];
  /** Calls that were sent and whose outcome nobody knows. */
  readonly openCalls: number;
  readonly vectors: { readonly count: number; readonly bytes: number };
  /** Milliseconds of Unix time; null where there are no replies. */
  readonly oldest: number | null;
  readonly newest: number | null;
};

/** What is to be dropped: replies and notes from before a time, vectors. */
export type Rubbish = { readonly before?: number | undefined; readonly vectors: boolean };
export type Dropped = { readonly replies: number; readonly openCalls: number; readonly vectors: number };

/** Looking after a ledger: what it holds, whether it is sound, what may go. */
export type LedgerUpkeep = {
  readonly place: string;
  readonly stats: () => Promise<LedgerStats>;
  /** Everything that is wrong, in words that name the entry. */
  readonly problems: () => AsyncGenerator<string>;
  /** Counts what would go, and with `isDone` drops it and gives back its room. */
  readonly drop: (rubbish: Rubbish, isDone: boolean) => Promise<Dropped>;
  readonly close: () => Promise<void>;
};

const PAGE = 500;
const ENDS = new Set(["complete", "refused", "cut"]);
const KEY = /^[0-9a-f]{64}$/;

/** All rows of a table in the order of their keys, some at a time, so that a large ledger fits into little memory. */
async function* pages<Row extends { readonly key: string }>(
  read: (after: string) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = ""; ; ) {
    const rows = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.key;
  }
}

function wrongVector(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length % 4 !== 0) return true;
  return !new Float32Array(Uint8Array.from(bytes).buffer).every(Number.isFinite);
}

async function statsOf({ database }: LedgerDatabase): Promise<LedgerStats> {
  const rows = await database
    .selectFrom("reply")
    .select(({ fn }) => [
      "model",
      "end",
      fn.countAll<number>().as("replies"),
      fn.count<number>("call").distinct().as("calls"),
      fn.sum<number | string | null>("prompt_tokens").as("prompt"),
      fn.sum<number | string | null>("completion_tokens").as("completion"),
      sql<number>`count(*) - count(prompt_tokens)`.as("untold"),
      sql<number | string>`sum(octet_length(text))`.as("bytes"),
    ])
    .groupBy(["model", "end"])
    .orderBy("model")
    .orderBy("end")
    .execute();
  const { oldest, newest } = await database
    .selectFrom("reply")
    .select(({ fn }) => [
      fn.min<number | null>("created").as("oldest"),
      fn.max<number | null>("created").as("newest"),
    ])
    .executeTakeFirstOrThrow();
  const { openCalls } = await database
    .selectFrom("open_call")
    .select(({ fn }) => fn.countAll<number>().as("openCalls"))
    .executeTakeFirstOrThrow();
  const vectors = await database
    .selectFrom("vector")
    .select(({ fn }) => [
      fn.countAll<number>().as("count"),
      sql<number | string | null>`sum(octet_length(components))`.as("bytes"),
    ])
    .executeTakeFirstOrThrow();
  return {
    replies: rows.map(({ prompt, completion, bytes, ...row }) => ({
      ...row,
      promptTokens: Number(prompt ?? 0),
      completionTokens: Number(completion ?? 0),
      bytes: Number(bytes),
    })),
    openCalls,
    vectors: { count: vectors.count, bytes: Number(vectors.bytes ?? 0) },
    oldest,
    newest,
  };
}

async function* problemsOf({ database, check }: LedgerDatabase): AsyncGenerator<string> {
  for (const line of await check()) yield `storage: ${line}`;
  const replies = pages((after) =>
    database.selectFrom("reply").selectAll().where("key", ">", after).orderBy("key").limit(PAGE).execute(),
  );
  for await (const { key, end, text, digest, prompt_tokens, completion_tokens } of replies) {
    if (!KEY.test(key)) yield `reply ${key}: its key is no SHA-256`;
    if (digestText(text) !== digest)
      yield `reply ${key}: its text is not the one that its digest was taken of`;
    if (!ENDS.has(end)) yield `reply ${key}: nobody knows the end "${end}"`;
    if ((prompt_tokens ?? 0) < 0 || (completion_tokens ?? 0) < 0) yield `reply ${key}: fewer than no tokens`;
  }
  const vectors = pages((after) =>
    database.selectFrom("vector").selectAll().where("key", ">", after).orderBy("key").limit(PAGE).execute(),
  );
  for await (const { key, components } of vectors) {
    if (!KEY.test(key)) yield `vector ${key}: its key is no SHA-256`;
    if (wrongVector(components)) yield `vector ${key}: its bytes are no numbers in single precision`;
  }
}

async function dropFrom(opened: LedgerDatabase, rubbish: Rubbish, isDone: boolean): Promise<Dropped> {
  const { database, compact } = opened;
  const before = rubbish.before ?? 0;
  const counts = async (table: "reply" | "open_call"): Promise<number> => {
    const query = database.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("count"));
    return (await query.where("created", "<", before).executeTakeFirstOrThrow()).count;
  };
  const vectors = rubbish.vectors
    ? await database
        .selectFrom("vector")
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow()
    : { count: 0 };
  const dropped = {
    replies: await counts("reply"),
    openCalls: await counts("open_call"),
    vectors: vectors.count,
  };
  if (!isDone) return dropped;
  await database.deleteFrom("reply").where("created", "<", before).execute();
  await database.deleteFrom("open_call").where("created", "<", before).execute();
  if (rubbish.vectors) await database.deleteFrom("vector").execute();
  await compact();
  return dropped;
}

/**
 * Opens a ledger to look after it.
 *
 * @throws InputError when it cannot be opened.
 */
export async function openUpkeep(place: string): Promise<LedgerUpkeep> {
  const opened = openDatabase(place);
  try {
    await opened.ready;
  } catch (error) {
    await opened.database.destroy();
    throw error;
  }
  return {
    place: opened.place,
    stats: () => statsOf(opened),
    problems: () => problemsOf(opened),
    drop: (rubbish, isDone) => dropFrom(opened, rubbish, isDone),
    close: () => opened.database.destroy(),
  };
}
