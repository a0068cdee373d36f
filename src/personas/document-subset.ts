import type { Corpus } from "../domain/corpus.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";

/** Share of the documents that a further set is made from. */
const SHARE = 0.75;
/** With fewer documents a subset would hardly be the domain any more. */
const FEWEST_DOCUMENTS = 4;

/**
 * The documents that the set of number `index` of an arm is made from: all for the first, for each further
 * one three quarters drawn by seed, so that sets differ as sets made by others from other documents
 * of the domain would. Corpora of up to four documents are used whole.
 */
export function documentSubset(corpus: Corpus, index: number, seed: number): Corpus {
  const size = Math.max(FEWEST_DOCUMENTS, Math.round(corpus.documents.length * SHARE));
  if (index === 0 || size >= corpus.documents.length) return corpus;
  const rng = rngFrom(deriveSeed("documents", seed, index));
  const drawn = new Set(
    corpus.documents
      .map(({ id }) => ({ id, lot: rng() }))
      .sort((a, b) => a.lot - b.lot)
      .slice(0, size)
      .map(({ id }) => id),
  );
  return { ...corpus, documents: corpus.documents.filter(({ id }) => drawn.has(id)) };
}
