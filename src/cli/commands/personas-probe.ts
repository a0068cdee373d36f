import { z } from "zod";
import { readJson } from "../../adapters/files/read-json.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { knowledge, probes } from "../../analysis/knowledge.ts";
import { InputError } from "../../domain/errors.ts";
import { LIMITS } from "../../domain/limits.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { probeKnowledge } from "../../personas/probe-knowledge.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { ledgerFrom, ModelOptions, modelSpec, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { knowledgeTable } from "../sets/knowledge-table.ts";
import { placeboFor } from "../sets/placebo-for.ts";
import { progress } from "../terminal/progress.ts";
import { withModels } from "../with-models.ts";

const Options = ModelOptions.extend({
  placebo: z.string().optional(),
  questions: wholeNumber(1, LIMITS.questions).default(8),
  runs: wholeNumber(1, LIMITS.repeats).default(3),
  seed: wholeNumber(0).default(1),
  output: z.string().optional(),
  json: z.boolean().default(false),
});

/** Asks a set closed-book questions on its evidence, and tells what the persona and what the documents contribute. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const set = await readJson(pathFrom(context, args[0] ?? ""), PersonaSet);
  const given =
    options.placebo === undefined ? null : await readJson(pathFrom(context, options.placebo), PersonaSet);
  const placebo = await placeboFor(set, given);
  const spec = modelSpec(options);
  const ledger = ledgerFrom(context, options.ledger, ".");
  const { notify, end } = progress(context, options.quiet);
  const { concurrency, questions, runs, seed } = options;
  const answers = await withModels(context, { ledger, specs: [spec], concurrency }, ({ complete }) =>
    probeKnowledge({ complete: complete(spec.id), notify }, set, placebo, {
      questions,
      runs,
      seed,
      signal: context.signal,
    }),
  );
  end();
  if (answers.length === 0)
    throw new InputError(
      "no-questions",
      `${args[0]}: no persona of ${set.id} quotes a sentence that a question can be made from; probe a grounded set`,
    );
  const named = { personaSet: set.id, model: spec.id };
  const found = { knowledge: [...knowledge(answers, named)], probes: [...probes(answers, named)] };
  if (options.output !== undefined) await writeJson(pathFrom(context, options.output), found);
  context.print(options.json ? JSON.stringify(found, null, 2) : knowledgeTable(found.knowledge));
  context.remark(`placebo: ${placebo.id}; ${answers.length} answers`);
  return EXIT.done;
}
