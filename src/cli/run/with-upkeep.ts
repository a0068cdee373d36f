import { existsSync } from "node:fs";
import { isPostgresUrl } from "../../adapters/ledger/is-postgres-url.ts";
import { type LedgerUpkeep, openUpkeep } from "../../adapters/ledger/upkeep.ts";
import { InputError } from "../../domain/errors.ts";
import type { Context } from "../context.ts";
import { ledgerFrom } from "../options.ts";

/** Opens the ledger that the flags name, to look after it; one that is not there is not made. */
export async function withUpkeep<T>(
  context: Context,
  told: string | undefined,
  work: (ledger: LedgerUpkeep) => Promise<T>,
): Promise<T> {
  const place = ledgerFrom(context, told, ".");
  if (!isPostgresUrl(place) && !existsSync(place))
    throw new InputError("no-ledger", `ledger: there is none at ${place}; name it with --ledger`);
  const ledger = await openUpkeep(place);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
