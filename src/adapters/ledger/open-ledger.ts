import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import { InputError } from "../../domain/errors.ts";
import { kyselyLedger } from "./kysely-ledger.ts";
import type { Ledger } from "./ledger.ts";
import { openSqliteDatabase } from "./sqlite-database.ts";
import { createTables, type Tables } from "./tables.ts";

/** The path of a ledger that lives in memory and is gone when it is closed. */
export const IN_MEMORY = ":memory:";

function openFile(path: string): SqliteDatabase {
  try {
    if (path !== IN_MEMORY) mkdirSync(dirname(path), { recursive: true });
    return openSqliteDatabase(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(
      "ledger-unreadable",
      `ledger: ${path} cannot be opened (${why}); name another file, or move this one away if it is no ledger`,
      { cause: error },
    );
  }
}

/**
 * Opens the ledger in a SQLite file and creates file and folders where they are missing. Several processes of one
 * machine may hold the same file open; what was acknowledged survives a killed process.
 *
 * @throws InputError when the file cannot be opened or is no SQLite database.
 * @example const ledger = openLedger(".assize/ledger.sqlite")
 */
export function openLedger(path: string): Ledger {
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openFile(path) }) });
  const ready = createTables(database, "blob");
  // Every function of the ledger awaits `ready` and reports its failure there.
  ready.catch(() => {});
  return kyselyLedger(database, ready);
}
