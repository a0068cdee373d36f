import type { Corpus } from "../domain/corpus.ts";
import { rngFrom } from "../domain/random.ts";

/** From this many documents on, repeated sets are made from different subsets of them. */
const ENOUGH_TO_SPLIT = 8;
const SHARE = 0.75;

/**
 * The documents for the index-th set of a corpus: all of them for the first, for later ones a random
 * three quarters, so that sets differ as samples of documents do. A small corpus is always used whole.
 */
export function documentSubset(corpus: Corpus, index: number, seed: number): Corpus {
  if (index === 0 || corpus.documents.length < ENOUGH_TO_SPLIT) return corpus;
  const rng = rngFrom(seed);
  const size = Math.ceil(corpus.documents.length * SHARE);
  const chosen = new Set(
    corpus.documents
      .map((document) => ({ id: document.id, lot: rng() }))
      .sort((a, b) => a.lot - b.lot)
      .slice(0, size)
      .map(({ id }) => id),
  );
  return { ...corpus, documents: corpus.documents.filter((document) => chosen.has(document.id)) };
}
