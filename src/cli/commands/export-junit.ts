import { basename } from "node:path";
import { z } from "zod";
import { readRun } from "../../adapters/files/run-folder.ts";
import { groupsOfRows } from "../../domain/source-groups.ts";
import { junitXml } from "../../report/junit-xml.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { meanGates, parseDemand, tellGates } from "../run/mean-gates.ts";
import { printOrWrite } from "../terminal/print-or-write.ts";
import { usageError } from "../usage-error.ts";

const Options = z.object({ output: z.string().optional(), min: z.array(z.string()).default([]) });

/** A run held to gates, as JUnit XML: a test case for each. Exit code 100 where one is not met. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const { output, min } = parseOptions(Options, raw);
  if (min.length === 0) throw usageError("--min DIM=VALUE is needed: what the run is held to");
  const demands = min.map(parseDemand);
  const folder = pathFrom(context, args[0] ?? "");
  const { verdicts, ratings } = await readRun(folder);
  const groupOf = groupsOfRows(ratings);
  const gates = meanGates(verdicts, groupOf, demands);
  await printOrWrite(context, output, junitXml(gates, basename(folder)));
  return tellGates(context, gates) ? EXIT.done : EXIT.gate;
}
