import { z } from "zod";
import { readRun } from "../../adapters/files/run-folder.ts";
import { kindsOf } from "../../report/arm-order.ts";
import { markdownSummary } from "../../report/markdown-summary.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { printOrWrite } from "../terminal/print-or-write.ts";

const Options = z.object({ output: z.string().optional() });

/** A run's headline as Markdown, for a pull request. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const { output } = parseOptions(Options, raw);
  const { result, manifest } = await readRun(pathFrom(context, args[0] ?? ""));
  await printOrWrite(context, output, markdownSummary(result, kindsOf(manifest ?? undefined)));
  return EXIT.done;
}
