import { open } from "node:fs/promises";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { SqliteDatabase } from "kysely";

const BUSY_TIMEOUT_MS = 30_000;
const RETRY_MS = 20;
const MAX_PREPARED = 100;
/** Pages of the log before they are copied into the file, which makes everybody wait. */
const LOG_PAGES = 4000;

/**
 * Waits until the log of a SQLite file, and so everything that was committed, is on the disk. SQLite's own waiting
 * (`synchronous = full`) does the same and stops the process meanwhile.
 */
export async function syncLog(path: string): Promise<void> {
  try {
    const log = await open(`${path}-wal`, "r+");
    await log.datasync().finally(() => log.close());
  } catch (error) {
    // Without a log everything is in the file, where SQLite has waited for the disk.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

function toSqlValue(value: unknown): SQLInputValue {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "bigint" || value instanceof Uint8Array) return value;
  throw new TypeError(`cannot store a ${typeof value} in SQLite`);
}

const toSqlValues = (values: readonly unknown[]): SQLInputValue[] => values.map(toSqlValue);

/** Whether a statement gives rows. Node before 22.16 does not tell; of Kysely's statements the words do. */
function isReader(statement: StatementSync, sql: string): boolean {
  if (typeof statement.columns === "function") return statement.columns().length > 0;
  return /^\s*(?:select|with|pragma|explain)\b|\breturning\b/i.test(sql);
}

/** Of processes that open a new file at the same time one makes the log, and the others are turned away meanwhile. */
function startLog(database: DatabaseSync): void {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      database.exec("pragma journal_mode = wal");
      return;
    } catch (error) {
      const isBusy = error instanceof Error && /locked|busy/.test(error.message);
      if (!isBusy || Date.now() >= deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/**
 * Opens a SQLite file in the form that Kysely's SQLite dialect expects. Write-ahead logging lets processes read
 * while one writes. A commit outlasts the end of the process; `syncLog` makes what was committed outlast a loss of power.
 */
export function openSqliteDatabase(path: string): SqliteDatabase {
  const database = new DatabaseSync(path);
  try {
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
    startLog(database);
    database.exec(`pragma synchronous = normal; pragma wal_autocheckpoint = ${LOG_PAGES}`);
  } catch (error) {
    // A file that is no ledger is let go, with whatever lock it was looked at under.
    database.close();
    throw error;
  }
  const prepared = new Map<string, ReturnType<SqliteDatabase["prepare"]>>();
  const prepare: SqliteDatabase["prepare"] = (sql) => {
    const statement = database.prepare(sql);
    return {
      reader: isReader(statement, sql),
      all: (values) => statement.all(...toSqlValues(values)),
      run: (values) => statement.run(...toSqlValues(values)),
      iterate: (values) => statement.iterate(...toSqlValues(values)),
    };
  };
  return {
    close: () => database.close(),
    prepare: (asked) => {
      // Our transactions write. One that begins by reading could not wait for another writer later on.
      const sql = asked === "begin" ? "begin immediate" : asked;
      const known = prepared.get(sql);
      if (known) return known;
      if (prepared.size >= MAX_PREPARED) prepared.clear();
      const statement = prepare(sql);
      prepared.set(sql, statement);
      return statement;
    },
  };
}
