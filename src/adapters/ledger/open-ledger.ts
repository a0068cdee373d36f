import { openDatabase } from "./database.ts";
import { kyselyLedger } from "./kysely-ledger.ts";
import type { Ledger } from "./ledger.ts";

/**
 * Opens the ledger in a SQLite file, and creates file and folders where they are missing, or in a PostgreSQL database by
 * its address (`postgres://…`). Several processes may hold the same ledger open, of one machine or of many; what was
 * acknowledged survives a killed process.
 *
 * @throws InputError when a file cannot be opened or is no SQLite database; where an address cannot be reached every
 * function of the ledger rejects with one.
 * @example const ledger = openLedger(".assize/ledger.sqlite")
 */
export function openLedger(place: string): Ledger {
  return kyselyLedger(openDatabase(place));
}
