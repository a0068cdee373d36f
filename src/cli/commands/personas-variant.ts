import { existsSync } from "node:fs";
import { cp } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { readJson } from "../../adapters/files/read-json.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { shuffledDemographics, withoutDemographics } from "../../personas/demographics.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { setOverview } from "../sets/set-overview.ts";
import { cleanTextFolder } from "../sets/write-clean-texts.ts";
import { usageError } from "../usage-error.ts";

const Options = z.object({
  output: z.string(),
  withoutDemographics: z.boolean().default(false),
  shuffleDemographics: z.boolean().default(false),
  seed: wholeNumber(0).default(1),
});

/** A set changed in one respect, so that an arm can show what that respect does. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  if (options.withoutDemographics === options.shuffleDemographics)
    throw usageError("say one of --without-demographics and --shuffle-demographics");
  const source = pathFrom(context, args[0] ?? "");
  const file = pathFrom(context, options.output);
  if (file === source) throw usageError("--output: the set itself would be overwritten; name another file");
  const set = await readJson(source, PersonaSet);
  const changed = options.withoutDemographics
    ? withoutDemographics(set)
    : shuffledDemographics(set, options.seed);
  const variant = { ...changed, id: basename(file).replace(/\.json$/, "") };
  const [from, to] = [cleanTextFolder(source), cleanTextFolder(file)];
  // The offsets of its evidence point into the same texts.
  if (existsSync(from)) await cp(from, to, { recursive: true });
  await writeJson(file, variant);
  context.print(setOverview(variant));
  context.remark(`wrote ${options.output}`);
  return EXIT.done;
}
