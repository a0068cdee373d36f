import { isPostgresUrl } from "../../adapters/ledger/is-postgres-url.ts";
import type { Context } from "../context.ts";
import { usageError } from "../usage-error.ts";

/** The queue's address: as told, else as ASSIZE_QUEUE says, where a password need not stand in a command line. */
export function queueUrl(context: Context, told: string | undefined): string {
  const url = told ?? context.environment.ASSIZE_QUEUE;
  if (url === undefined || url === "")
    throw usageError("--queue is needed, such as postgres://user@host/database; or set ASSIZE_QUEUE");
  if (!isPostgresUrl(url))
    throw usageError("--queue: an address of a PostgreSQL is needed, such as postgres://user@host/database");
  return url;
}
