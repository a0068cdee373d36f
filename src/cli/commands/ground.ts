import { basename } from "node:path";
import { z } from "zod";
import { readCorpus } from "../../adapters/documents/read-corpus.ts";
import { writeJson } from "../../adapters/files/write-files.ts";
import { clusterAgreement } from "../../analysis/reproducibility.ts";
import type { Corpus } from "../../domain/corpus.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Notify } from "../../domain/ports.ts";
import type { Reproducibility } from "../../domain/reproducibility.ts";
import { clusterAgain } from "../../personas/cluster-again.ts";
import { clusterPassages } from "../../personas/cluster-passages.ts";
import { coverageOf } from "../../personas/coverage.ts";
import { documentSubset } from "../../personas/document-subset.ts";
import { groundPersonas } from "../../personas/ground-personas.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { makeAgain, type SetRequest } from "../make-again.ts";
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
import { type Doors, withModels } from "../with-models.ts";
import { writeCleanTexts } from "../write-clean-texts.ts";

const Options = ModelOptions.extend({
  ...EmbedderOptions.shape,
  output: z.string(),
  personas: wholeNumber(1).optional(),
  k: wholeNumber(2).optional(),
  seed: wholeNumber(0).default(1),
  task: z.string().optional(),
  repeat: wholeNumber(2).optional(),
  anyLanguage: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

type Making = {
  readonly context: Context;
  readonly options: Options;
  readonly doors: Doors;
  readonly notify: Notify;
};

async function makeSet(
  { context, options, doors, notify }: Making,
  corpus: Corpus,
  { file, id, seed }: Pick<SetRequest, "file" | "id" | "seed">,
): Promise<PersonaSet> {
  const { model } = modelSpec(options);
  const set = await groundPersonas(
    { complete: doors.complete(model), fitEmbed: doors.fitEmbed(embedderSpec(options), seed), notify },
    corpus,
    {
      id,
      seed,
      model,
      embedder: options.embedder,
      signal: context.signal,
      personas: options.personas,
      k: options.k,
      task: options.task,
    },
  );
  await writeCleanTexts(file, corpus);
  await writeJson(file, set);
  return set;
}

/** What the first set's clusters are worth, and what of its corpus speaks through it. */
async function examine(
  { context, options, doors, notify }: Making,
  corpus: Corpus,
  set: PersonaSet,
): Promise<Pick<Reproducibility, "clusters" | "coverage">> {
  const { seed, k } = options;
  const fitEmbed = doors.fitEmbed(embedderSpec(options), seed);
  const passages = await clusterPassages({ fitEmbed, notify }, corpus, { seed, k, signal: context.signal });
  const { clustering } = passages;
  return {
    clusters: {
      k: clustering.k,
      curve: [...clustering.curve],
      ...clusterAgreement(clusterAgain(passages, seed)),
    },
    coverage: coverageOf(set, corpus, passages),
  };
}

/** Documents → a grounded persona set, with the clean text of its documents beside it; made again where asked. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const { notify, end } = progress(context, options.quiet);
  const file = pathFrom(context, options.output);
  const { anyLanguage } = options;
  const folder = pathFrom(context, args[0] ?? "");
  const corpus = await readCorpus(folder, { notify, signal: context.signal, anyLanguage });
  for (const { file: name, reason } of corpus.unreadable) context.remark(`left out ${name}: ${reason}`);
  const ledger = ledgerFrom(context, options.ledger, ".");
  const { set, report } = await withModels(
    context,
    { ledger, specs: [modelSpec(options)], concurrency: options.concurrency },
    async (doors) => {
      const making = { context, options, doors, notify };
      const { seed, repeat, embedder } = options;
      const first = await makeSet(making, corpus, { file, id: basename(file).replace(/\.json$/, ""), seed });
      if (repeat === undefined) return { set: first };
      const hasSubsets = documentSubset(corpus, 1, seed) !== corpus;
      const again = {
        file,
        first,
        repeat,
        kinds: hasSubsets ? (["seed", "documents"] as const) : (["seed"] as const),
        embedder,
        fitEmbed: doors.fitEmbed(embedderSpec(options), 1),
        signal: context.signal,
      };
      const remake = (request: SetRequest): Promise<PersonaSet> => {
        const { varied, index } = request;
        const documents = varied === "seed" ? corpus : documentSubset(corpus, index, request.seed);
        return makeSet(making, documents, request);
      };
      return { set: first, report: await makeAgain(again, remake, await examine(making, corpus, first)) };
    },
  );
  end();
  context.print(setOverview(set));
  if (report !== undefined) context.print(reproducibilityOverview(report));
  context.remark(`wrote ${options.output}; look at it with: assize personas show ${options.output}`);
  return EXIT.done;
}
