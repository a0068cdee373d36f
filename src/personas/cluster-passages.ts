import type { Chunk, Corpus } from "../domain/corpus.ts";
import { InputError } from "../domain/errors.ts";
import { peopleNounsIn } from "../domain/people.ts";
import type { Embed, FitEmbed, Notify } from "../domain/ports.ts";
import { chunkDocument } from "./chunk-document.ts";
import { type Clustering, clusterVectors } from "./cluster-vectors.ts";
import { dropNearDuplicates } from "./drop-near-duplicates.ts";
import type { Vector } from "./vectors.ts";

/** What is said in a corpus, once each, with its vectors and their clusters. */
export type Passages = {
  readonly chunks: readonly Chunk[];
  /** Chunks left out because others had said the same. */
  readonly duplicate: number;
  readonly embed: Embed;
  readonly vectors: readonly Vector[];
  readonly clustering: Clustering;
};

export type PassagePorts = { readonly fitEmbed: FitEmbed; readonly notify?: Notify | undefined };

export type PassageOptions = {
  readonly seed: number;
  /** Number of clusters; chosen by silhouette where absent. */
  readonly k?: number | undefined;
  readonly signal?: AbortSignal | undefined;
};

function usableChunks(corpus: Corpus): { readonly chunks: readonly Chunk[]; readonly duplicate: number } {
  const { kept, dropped } = dropNearDuplicates(
    corpus.documents.flatMap((document) => chunkDocument(document)),
  );
  if (kept.length === 0)
    throw new InputError(
      "no-passages",
      `corpus ${corpus.id}: no passage of prose in its ${corpus.documents.length} documents; add documents with running text in English`,
    );
  if (kept.every(({ text }) => peopleNounsIn(text).length === 0))
    throw new InputError(
      "no-people",
      `corpus ${corpus.id}: none of its ${kept.length} passages names people; personas need documents that speak of somebody`,
    );
  return { chunks: kept, duplicate: dropped };
}

/**
 * Cuts a corpus into passages, embeds them and clusters the vectors: the first half of grounding, the same for
 * the same corpus, embedder and seed. Throws an `InputError` where no passage names people.
 */
export async function clusterPassages(
  { fitEmbed, notify }: PassagePorts,
  corpus: Corpus,
  { seed, k, signal }: PassageOptions,
): Promise<Passages> {
  notify?.({ stage: "chunk", done: 0, total: corpus.documents.length });
  const { chunks, duplicate } = usableChunks(corpus);
  const texts = chunks.map(({ text }) => text);
  notify?.({ stage: "embed", done: 0, total: texts.length });
  const embed = await fitEmbed(texts, signal);
  const vectors = await embed(texts, signal);
  notify?.({ stage: "cluster", done: 0, total: texts.length });
  const clustering = clusterVectors(vectors, { seed, k });
  notify?.({ stage: "cluster", done: texts.length, total: texts.length });
  return { chunks, duplicate, embed, vectors, clustering };
}
