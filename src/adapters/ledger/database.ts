import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect, sql, type Transaction } from "kysely";
import { InputError } from "../../domain/errors.ts";
import { isPostgresUrl } from "./is-postgres-url.ts";
import type { LedgerCall } from "./ledger.ts";
import { openSqliteDatabase, syncLog } from "./sqlite-database.ts";
import { createTables, type Tables } from "./tables.ts";

/** The path of a ledger that lives in memory and is gone when it is closed. */
export const IN_MEMORY = ":memory:";

/** Tables of ours have a schema of their own in PostgreSQL, where other things live too. */
const SCHEMA = "assize";
/** One connection reads while another writes; a worker's queue has its own. */
const MAX_CONNECTIONS = 3;
/** Any number: it tells our advisory locks from those of others. */
const LOCKS = 0x45512e;
const TABLES_LOCK = 1024;

/** The tables of a ledger, wherever they are. Nothing is read or written before `ready`. */
export type LedgerDatabase = {
  readonly database: Kysely<Tables>;
  readonly ready: Promise<void>;
  /** The place in words, without a secret. */
  readonly place: string;
  /** What the database finds wrong with its own storage. */
  readonly check: () => Promise<readonly string[]>;
  /** Gives back the room of what was deleted. */
  readonly compact: () => Promise<void>;
  /** Waits until what was committed outlasts a loss of power; the end of a process it outlasts anyway. */
  readonly sync: () => Promise<void>;
  /** Notes a call at once, without a wait; null where a note has to travel. */
  readonly note: ((call: LedgerCall) => void) | null;
  /** Makes others wait, to the transaction's end, who write under the same keys. */
  readonly lock: (transaction: Transaction<Tables>, keys: readonly string[]) => Promise<void>;
};

function unreadable(place: string, error: unknown, advice: string): InputError {
  // Several addresses may have been tried, and then the message is empty.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const why = first instanceof Error ? first.message : String(first);
  return new InputError("ledger-unreadable", `ledger: ${place} cannot be opened (${why}); ${advice}`, {
    cause: error,
  });
}

const NO_LEDGER = "name another file, or move this one away if it is no ledger";

function openFile(path: string): SqliteDatabase {
  try {
    if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true });
    return openSqliteDatabase(path);
  } catch (error) {
    throw unreadable(path, error, NO_LEDGER);
  }
}

const NOTE = "insert into open_call (id, key, run, created) values (?, ?, ?, ?)";

function openSqlite(path: string): LedgerDatabase {
  const file = openFile(path);
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
  return {
    database,
    ready: createTables(database, "blob").catch((error: unknown) => {
      throw unreadable(path, error, NO_LEDGER);
    }),
    place: path,
    check: async () => {
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database);
      return rows.map((row) => row.integrity_check).filter((line) => line !== "ok");
    },
    compact: async () => {
      await sql`vacuum`.execute(database);
      await sql`pragma wal_checkpoint(truncate)`.execute(database);
    },
    sync: path === IN_MEMORY ? async () => {} : () => syncLog(path),
    note: ({ id, key, run, created }) => {
      file.prepare(NOTE).run([id, key, run, created]);
    },
    // A file has one writer at a time anyway.
    lock: async () => {},
  };
}

/** Few enough for any number of locks at once, many enough that writers seldom wait for each other's keys. */
const bucketOf = (key: string): number =>
  Buffer.from(key).reduce((hash, byte) => (31 * hash + byte) % 256, 7);

/** Held in one order by everybody, so that no two wait for each other. */
async function lock(transaction: Transaction<Tables>, buckets: readonly number[]): Promise<void> {
  const ordered = [...new Set(buckets)].sort((a, b) => a - b);
  await sql`select pg_advisory_xact_lock(${LOCKS}, bucket) from unnest(${ordered}::int[]) as bucket`.execute(
    transaction,
  );
}

/** Whether the tables stand in their present form. */
async function stands(database: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{
    columns: number;
  }>`select count(*)::int as columns from information_schema.columns
    where table_schema = ${SCHEMA} and table_name = 'reply' and column_name in ('run', 'chances')`.execute(
    database,
  );
  return rows[0]?.columns === 2;
}

/** Makes the tables unless they stand, for who may read and write rows need not be allowed to make tables. */
async function preparePostgres(database: Kysely<Tables>): Promise<void> {
  if (await stands(database)) return;
  await database.transaction().execute(async (transaction) => {
    await lock(transaction, [TABLES_LOCK]);
    if (await stands(transaction)) return;
    await transaction.schema.createSchema(SCHEMA).ifNotExists().execute();
    await createTables(transaction, "bytea");
  });
}

function openPostgres(url: string): LedgerDatabase {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const place = address ? `postgres://${address.host}${address.pathname}` : "the address given";
  const openPool = async () => {
    const { Pool, types } = (await import("pg")).default;
    const pool = new Pool({
      connectionString: url,
      max: MAX_CONNECTIONS,
      connectionTimeoutMillis: 10_000,
      // Whole numbers of eight bytes come as texts otherwise; ours are milliseconds and counts.
      types: {
        getTypeParser: (type, format) =>
          type === types.builtins.INT8 ? Number : types.getTypeParser(type, format),
      },
    });
    // A connection that breaks while it is idle is replaced at the next need.
    pool.on("error", () => {});
    return pool;
  };
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPool }) }).withSchema(
    SCHEMA,
  );
  const ready = preparePostgres(database).catch((error: unknown) => {
    throw unreadable(place, error, "is the server running, and the address right?");
  });
  return {
    database,
    ready,
    place,
    check: async () => [],
    compact: async () => {
      await sql`vacuum ${sql.id(SCHEMA, "reply")}, ${sql.id(SCHEMA, "open_call")}, ${sql.id(SCHEMA, "vector")}`.execute(
        database,
      );
    },
    // The server waits for its disk at every commit.
    sync: async () => {},
    note: null,
    lock: (transaction, keys) => lock(transaction, keys.map(bucketOf)),
  };
}

/**
 * Opens the database of a ledger: a PostgreSQL by its address, else a SQLite file, made with its folders where it is
 * missing.
 *
 * @throws InputError when a file cannot be opened or is no database; `ready` rejects with one where an address fails.
 */
export function openDatabase(place: string): LedgerDatabase {
  const opened = isPostgresUrl(place) ? openPostgres(place) : openSqlite(place);
  // Every use of the database awaits `ready` and reports its failure there.
  opened.ready.catch(() => {});
  return opened;
}
