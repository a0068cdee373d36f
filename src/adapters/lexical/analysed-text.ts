import { boundedMemo } from "./bounded-memo.ts";
import { type Sentence, splitSentences } from "./sentences.ts";
import { termOf } from "./terms.ts";
import { isWord, tokenize } from "./tokens.ts";

/** A sentence with its words (no punctuation) and its content terms, in order. */
export type AnalysedSentence = Sentence & {
  readonly words: readonly string[];
  readonly terms: readonly string[];
};

/** Bounds that keep a text of any size cheap: what lies beyond them is not measured. */
const MAX_SENTENCES = 120;
const MAX_TOKENS = 150;

/** The sentences of a text, analysed. */
export const analyseText = boundedMemo(
  500,
  (text: string) => text,
  (text): readonly AnalysedSentence[] =>
    splitSentences(text)
      .slice(0, MAX_SENTENCES)
      .map((sentence) => {
        const tokens = tokenize(sentence.text).slice(0, MAX_TOKENS);
        return {
          ...sentence,
          words: tokens.filter(isWord),
          terms: tokens.map(termOf).filter((term) => term !== ""),
        };
      })
      .filter((sentence) => sentence.words.length > 0),
);

/** Adjacent pairs of a list, joined by a space. */
export function bigramsOf(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, index) => `${words[index]} ${word}`);
}

/** How often each entry of a list occurs. */
export function countsOf(entries: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entries) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return counts;
}
