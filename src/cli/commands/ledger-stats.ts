import { z } from "zod";
import type { LedgerStats } from "../../adapters/ledger/upkeep.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions } from "../options.ts";
import { withUpkeep } from "../run/with-upkeep.ts";

const Options = z.object({ ledger: z.string().optional(), json: z.boolean().default(false) });

const count = (value: number): string => value.toLocaleString("en");
const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

function overview(place: string, stats: LedgerStats): string {
  const { replies, openCalls, vectors, oldest, newest } = stats;
  const lines = replies.map((row) => {
    const tokens = `${count(row.promptTokens)} + ${count(row.completionTokens)} tokens`;
    const untold = row.untold > 0 ? `, those of ${count(row.untold)} not told` : "";
    const calls = row.calls === row.replies ? "" : ` by ${count(row.calls)} calls`;
    return `${row.model ?? "no model named"}, ${row.end}: ${count(row.replies)} replies${calls}, ${tokens}${untold}, ${count(row.bytes)} bytes`;
  });
  const span =
    oldest === null || newest === null ? "no replies" : `replies of ${day(oldest)} to ${day(newest)}`;
  return [
    `${place}: ${span}`,
    ...lines,
    `vectors: ${count(vectors.count)}, ${count(vectors.bytes)} bytes`,
    `calls whose outcome nobody knows: ${count(openCalls)}`,
  ].join("\n");
}

/** What a ledger holds: replies by model and end, with tokens and bytes, vectors, calls of unknown outcome. */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  return withUpkeep(context, options.ledger, async (ledger) => {
    const stats = await ledger.stats();
    context.print(options.json ? JSON.stringify(stats, null, 2) : overview(ledger.place, stats));
    return EXIT.done;
  });
}
