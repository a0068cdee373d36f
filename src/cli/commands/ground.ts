import { basename, join } from "node:path";
import { z } from "zod";
import { readCorpus } from "../../adapters/documents/read-corpus.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { groundPersonas } from "../../personas/ground-personas.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import {
  EmbedderOptions,
  embedderSpec,
  ModelOptions,
  modelSpec,
  parseOptions,
  pathFrom,
  wholeNumber,
} from "../options.ts";
import { progress } from "../progress.ts";
import { setOverview } from "../set-overview.ts";
import { withModels } from "../with-models.ts";
import { writeCleanTexts } from "../write-clean-texts.ts";

const Options = ModelOptions.extend({
  ...EmbedderOptions.shape,
  output: z.string(),
  personas: wholeNumber(1).optional(),
  k: wholeNumber(2).optional(),
  seed: wholeNumber(0).default(1),
  task: z.string().optional(),
});

/** Documents → a grounded persona set, with the clean text of its documents beside it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const { notify, end } = progress(context, options.quiet);
  const file = pathFrom(context, options.output);
  const corpus = await readCorpus(pathFrom(context, args[0] ?? ""), { notify, signal: context.signal });
  for (const { file: name, reason } of corpus.unreadable) context.remark(`left out ${name}: ${reason}`);
  const spec = modelSpec(options);
  const ledger = pathFrom(context, options.ledger ?? join(".assize", "ledger.sqlite"));
  const set = await withModels(
    context,
    { ledger, specs: [spec], concurrency: options.concurrency },
    async ({ complete, fitEmbed }) =>
      groundPersonas(
        { complete: complete(spec.id), fitEmbed: fitEmbed(embedderSpec(options), options.seed), notify },
        corpus,
        {
          id: basename(file).replace(/\.json$/, ""),
          seed: options.seed,
          model: spec.model,
          embedder: options.embedder,
          signal: context.signal,
          ...(options.personas === undefined ? {} : { personas: options.personas }),
          ...(options.k === undefined ? {} : { k: options.k }),
          ...(options.task === undefined ? {} : { task: options.task }),
        },
      ),
  );
  end();
  await writeCleanTexts(file, corpus);
  await writeJson(file, set);
  context.print(setOverview(set));
  context.remark(`wrote ${options.output}; look at it with: assize personas show ${options.output}`);
  return EXIT.done;
}
