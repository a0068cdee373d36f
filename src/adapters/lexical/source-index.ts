import { type AnalysedSentence, analyseText, bigramsOf, countsOf } from "./analysed-text.ts";
import { boundedMemo } from "./bounded-memo.ts";

/** In which sentences of a source each word, bigram and content term stands, and how rare a term is. */
export type SourceIndex = {
  readonly sentences: readonly AnalysedSentence[];
  /** Sentence numbers, ascending, each once. */
  readonly words: ReadonlyMap<string, readonly number[]>;
  readonly bigrams: ReadonlyMap<string, readonly number[]>;
  readonly terms: ReadonlyMap<string, readonly number[]>;
  /** Term counts by sentence. */
  readonly termCounts: readonly ReadonlyMap<string, number>[];
  /** ln((N + 1) / (df + .5)) over the N sentences; ln((N + 1) / .5) for a term that the source has not. */
  readonly idf: (term: string) => number;
};

function postingsOf(lists: readonly (readonly string[])[]): ReadonlyMap<string, readonly number[]> {
  const postings = new Map<string, number[]>();
  for (const [index, list] of lists.entries())
    for (const entry of new Set(list)) {
      const known = postings.get(entry);
      if (known) known.push(index);
      else postings.set(entry, [index]);
    }
  return postings;
}

/** The index of a source text, remembered for the last few hundred sources. */
export const indexSource = boundedMemo(
  300,
  (text: string) => text,
  (text): SourceIndex => {
    const sentences = analyseText(text);
    const terms = postingsOf(sentences.map((sentence) => sentence.terms));
    return {
      sentences,
      words: postingsOf(sentences.map((sentence) => sentence.words)),
      bigrams: postingsOf(sentences.map((sentence) => bigramsOf(sentence.words))),
      terms,
      termCounts: sentences.map((sentence) => countsOf(sentence.terms)),
      idf: (term) => Math.log((sentences.length + 1) / ((terms.get(term)?.length ?? 0) + 0.5)),
    };
  },
);
