import { z } from "zod";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, wholeNumber } from "../options.ts";
import { withUpkeep } from "../run/with-upkeep.ts";
import { usageError } from "../usage-error.ts";

const Options = z.object({
  ledger: z.string().optional(),
  olderThan: wholeNumber(1).optional(),
  vectors: z.boolean().default(false),
  dryRun: z.boolean().default(false),
});

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Drops what is old. A reply that is dropped is paid for again by a study that asks for it, and nobody can tell from a
 * ledger which studies there are: so nothing goes but what is named by its age or kind.
 */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const { ledger: told, olderThan, vectors, dryRun } = parseOptions(Options, raw);
  if (olderThan === undefined && !vectors)
    throw usageError("ledger gc: say what may go: --older-than DAYS, --vectors, or both");
  return withUpkeep(context, told, async (ledger) => {
    const before = olderThan === undefined ? undefined : Date.now() - olderThan * DAY_MS;
    const dropped = await ledger.drop({ before, vectors }, !dryRun);
    const verb = dryRun ? "would drop" : "dropped";
    context.print(
      `${verb} ${dropped.replies} replies, ${dropped.openCalls} notes of calls and ${dropped.vectors} vectors`,
    );
    return EXIT.done;
  });
}
