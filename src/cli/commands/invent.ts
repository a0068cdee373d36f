import { existsSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { readJson } from "../../adapters/files/read-json.ts";
import { readText } from "../../adapters/files/read-text.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { PersonaSet } from "../../domain/persona.ts";
import { type Invented, inventPersonas } from "../../personas/invent-personas.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { makeAgain, type SetRequest } from "../make-again.ts";
import { matchText } from "../match-text.ts";
import {
  EmbedderOptions,
  embedderSpec,
  ledgerFrom,
  ModelOptions,
  modelSpec,
  parseOptions,
  pathFrom,
  wholeNumber,
} from "../options.ts";
import { progress } from "../progress.ts";
import { reproducibilityOverview } from "../reproducibility-overview.ts";
import { setOverview } from "../set-overview.ts";
import { withModels } from "../with-models.ts";

const Options = ModelOptions.extend({
  ...EmbedderOptions.shape,
  output: z.string(),
  like: z.string().optional(),
  personas: wholeNumber(1).optional(),
  groups: wholeNumber(1).optional(),
  seed: wholeNumber(0).default(1),
  repeat: wholeNumber(2).optional(),
});

/** A task's text alone → an invented persona set. The task is a text, or the name of a file that holds it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const given = args[0] ?? "";
  const taskFile = pathFrom(context, given);
  const task = (existsSync(taskFile) ? await readText(taskFile) : given).trim();
  const file = pathFrom(context, options.output);
  const like =
    options.like === undefined ? undefined : await readJson(pathFrom(context, options.like), PersonaSet);
  const spec = modelSpec(options);
  const ledger = ledgerFrom(context, options.ledger, ".");
  const { notify, end } = progress(context, options.quiet);
  const { set, match, report } = await withModels(
    context,
    { ledger, specs: [spec], concurrency: options.concurrency },
    async ({ complete, fitEmbed }) => {
      const { seed, personas, groups, repeat, embedder } = options;
      const { signal } = context;
      const make = async (request: Pick<SetRequest, "file" | "id" | "seed">): Promise<Invented> => {
        const made = await inventPersonas(
          { complete: complete(spec.id), notify },
          { id: request.id, task, seed: request.seed, model: spec.model, signal, like, personas, groups },
        );
        await writeJson(request.file, made.set);
        return made;
      };
      const first = await make({ file, id: basename(file).replace(/\.json$/, ""), seed });
      if (repeat === undefined) return { ...first, report: undefined };
      const again = {
        file,
        first: first.set,
        repeat,
        kinds: ["seed"] as const,
        embedder,
        fitEmbed: fitEmbed(embedderSpec(options), 1),
        signal,
      };
      return { ...first, report: await makeAgain(again, async (request) => (await make(request)).set, {}) };
    },
  );
  end();
  context.print(setOverview(set));
  if (like !== undefined) context.print(`  against ${like.id}: ${matchText(match)}`);
  if (report !== undefined) context.print(reproducibilityOverview(report));
  context.remark(`wrote ${options.output}`);
  return EXIT.done;
}
