import { z } from "zod";
import { readCorpus } from "../../adapters/documents/read-corpus.ts";
import { readJson } from "../../adapters/files/read-json.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { checkPersonaSet } from "../../personas/check-persona-set.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";

const Options = z.object({ json: z.boolean().default(false), anyLanguage: z.boolean().default(false) });

/** Verifies a set against its corpus; any problem is exit code 1. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const [setPath = "", corpusPath = ""] = args;
  const set = await readJson(pathFrom(context, setPath), PersonaSet);
  const { anyLanguage } = options;
  const corpus = await readCorpus(pathFrom(context, corpusPath), { signal: context.signal, anyLanguage });
  const problems = checkPersonaSet(set, corpus);
  if (options.json) context.print(JSON.stringify({ set: set.id, problems }, null, 2));
  else if (problems.length === 0) context.print(`${set.id}: every quote, page, digest and reference holds`);
  else for (const { where, what } of problems) context.print(`${set.id} ${where}: ${what}`);
  return problems.length === 0 ? EXIT.done : EXIT.failure;
}
