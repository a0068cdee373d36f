import { z } from "zod";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions } from "../options.ts";
import { withUpkeep } from "../run/with-upkeep.ts";

const Options = z.object({ ledger: z.string().optional(), json: z.boolean().default(false) });

/** Takes every digest anew and tells what is wrong, one line each. Exit code 1 where anything is. */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  return withUpkeep(context, options.ledger, async (ledger) => {
    const problems: string[] = [];
    for await (const problem of ledger.problems()) {
      problems.push(problem);
      if (!options.json) context.print(problem);
    }
    if (options.json) context.print(JSON.stringify({ problems }, null, 2));
    else if (problems.length === 0) context.print(`${ledger.place}: every entry is what it was stored as`);
    return problems.length === 0 ? EXIT.done : EXIT.failure;
  });
}
