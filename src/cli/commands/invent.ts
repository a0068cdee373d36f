import { existsSync, statSync } from "node:fs";
import { z } from "zod";
import { readJson } from "../../adapters/files/read-json.ts";
import { readText } from "../../adapters/files/read-text.ts";
import { LIMITS } from "../../domain/limits.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { inventPersonas } from "../../personas/invent-personas.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { modelSpec, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { MakingOptions, makeSets } from "../sets/make-sets.ts";
import { matchText } from "../sets/match-text.ts";
import { usageError } from "../usage-error.ts";

const Options = MakingOptions.extend({
  like: z.string().optional(),
  groups: wholeNumber(1, LIMITS.personas).optional(),
});

/** The baseline has nothing to draw from but a list. */
const FIXED_STOCK =
  "lexical invents by choosing from a short fixed list of people and concerns: that its sets come back is a matter of " +
  "that list, and says nothing of what a language model would come up with again";

/** The task: a text, or the name of a file that holds it. */
async function readTask(context: Context, given: string): Promise<string> {
  const file = pathFrom(context, given);
  const isFile = given.trim() !== "" && existsSync(file) && statSync(file).isFile();
  const task = (isFile ? await readText(file) : given).trim();
  if (task !== "") return task;
  throw usageError(
    isFile
      ? `${given} is empty; write into it what the panel is for`
      : 'say what the panel is for, such as "Judge plain-language summaries of medical reviews for patients", or name a file that does',
  );
}

/** A task's text alone → an invented persona set; made again where asked. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const { personas, groups } = options;
  if (options.like !== undefined && (personas !== undefined || groups !== undefined))
    throw usageError(
      "--like: the set to match says how many personas and groups; leave --personas and --groups out",
    );
  const task = await readTask(context, args[0] ?? "");
  const like =
    options.like === undefined ? undefined : await readJson(pathFrom(context, options.like), PersonaSet);
  const { model } = modelSpec(options);
  const { signal } = context;
  await makeSets(context, options, {
    kinds: ["seed"],
    make: async ({ complete, notify }, { id, seed }) => {
      const request = { id, task, seed, model, signal, like, personas, groups };
      const { set, match } = await inventPersonas({ complete, notify }, request);
      return { set, note: like === undefined ? undefined : `  against ${like.id}: ${matchText(match)}` };
    },
    examine: async () => (model === "lexical" ? { note: FIXED_STOCK } : {}),
  });
  return EXIT.done;
}
