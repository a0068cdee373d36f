import { z } from "zod";
import { readCorpus } from "../../adapters/documents/read-corpus.ts";
import { clusterAgreement } from "../../analysis/reproducibility.ts";
import type { Corpus } from "../../domain/corpus.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { PersonaSet } from "../../domain/persona.ts";
import type { Reproducibility } from "../../domain/reproducibility.ts";
import { clusterAgain } from "../../personas/cluster-again.ts";
import { clusterPassages } from "../../personas/cluster-passages.ts";
import { coverageOf } from "../../personas/coverage.ts";
import { documentSubset } from "../../personas/document-subset.ts";
import { groundPersonas } from "../../personas/ground-personas.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { modelSpec, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { type Making, MakingOptions, makeSets } from "../sets/make-sets.ts";
import { writeCleanTexts } from "../sets/write-clean-texts.ts";
import { progress } from "../terminal/progress.ts";

const Options = MakingOptions.extend({
  k: wholeNumber(2, LIMITS.personas).optional(),
  task: z.string().optional(),
  anyLanguage: z.boolean().default(false),
});
type Options = z.infer<typeof Options>;

/** What the first set's clusters are worth, and what of its corpus speaks through it. */
async function examine(
  { fitEmbed, notify }: Making,
  corpus: Corpus,
  set: PersonaSet,
  { seed, k, signal }: Pick<Options, "seed" | "k"> & { readonly signal: AbortSignal },
): Promise<Pick<Reproducibility, "clusters" | "coverage">> {
  const passages = await clusterPassages({ fitEmbed: fitEmbed(seed), notify }, corpus, { seed, k, signal });
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
  const { seed, k, task, personas, embedder, anyLanguage } = options;
  const { signal } = context;
  const { notify, end } = progress(context, options.quiet);
  const folder = pathFrom(context, args[0] ?? "");
  const corpus = await readCorpus(folder, { notify, signal, anyLanguage });
  end();
  for (const { file: name, reason } of corpus.unreadable) context.remark(`left out ${name}: ${reason}`);
  const { model } = modelSpec(options);
  await makeSets(context, options, {
    kinds: documentSubset(corpus, 1, seed) === corpus ? ["seed"] : ["seed", "documents"],
    make: async ({ complete, fitEmbed, notify }, request) => {
      const documents =
        request.varied === "seed" ? corpus : documentSubset(corpus, request.index, request.seed);
      const { id, seed } = request;
      const set = await groundPersonas({ complete, fitEmbed: fitEmbed(seed), notify }, documents, {
        id,
        seed,
        model,
        embedder,
        signal,
        personas,
        k,
        task,
      });
      await writeCleanTexts(request.file, documents);
      return { set };
    },
    examine: (making, first) => examine(making, corpus, first, { seed, k, signal }),
  });
  return EXIT.done;
}
