import type { Passage } from "../../domain/prompt.ts";
import { splitSentences } from "./sentences.ts";
import { termsOf } from "./terms.ts";

/** A sentence of a passage with its closeness to what all the passages are about. */
export type CentralSentence = {
  readonly passage: string;
  readonly text: string;
  readonly centrality: number;
};

const FEWEST_WORDS = 8;
const MOST_WORDS = 45;
/** References, addresses, figures and tables, which read as sentences and say nothing. */
const APPARATUS =
  /https?:|www\.|@|\bdoi\b|et al|\[\d|\(\d{4}|\b(?:fig|figure|table|box|appendix)\b|©|•|\||\.{3}|_{2}/i;

/** Whether a sentence is whole, of a readable length, and prose. */
function isReadable(text: string): boolean {
  const words = text.split(/\s+/).length;
  if (words < FEWEST_WORDS || words > MOST_WORDS || APPARATUS.test(text)) return false;
  if (!/^["'“‘(]?\p{Lu}/u.test(text) || !/[.!?]["'”’)]?$/.test(text)) return false;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters / text.replaceAll(/\s/g, "").length > 0.85;
}

/**
 * The readable sentences of the passages, the most central first: cosine of a sentence's TF-IDF vector with the sum of
 * all, where a salient term counts double. A sentence that stands in two passages counts once.
 */
export function centralSentences(
  passages: readonly Passage[],
  salient: ReadonlySet<string>,
): readonly CentralSentence[] {
  const seen = new Set<string>();
  const sentences = passages.flatMap((passage) =>
    splitSentences(passage.text).flatMap(({ text }) => {
      if (!isReadable(text) || seen.has(text)) return [];
      seen.add(text);
      return [{ passage: passage.id, text, terms: new Set(termsOf(text)) }];
    }),
  );
  const documentCounts = new Map<string, number>();
  for (const { terms } of sentences)
    for (const term of terms) documentCounts.set(term, (documentCounts.get(term) ?? 0) + 1);
  const idf = (term: string): number =>
    Math.log((sentences.length + 1) / ((documentCounts.get(term) ?? 0) + 0.5)) * (salient.has(term) ? 2 : 1);
  const centrality = (terms: ReadonlySet<string>): number => {
    let dot = 0;
    let norm = 0;
    for (const term of terms) {
      const weight = idf(term);
      dot += weight * weight * (documentCounts.get(term) ?? 0);
      norm += weight * weight;
    }
    return norm === 0 ? 0 : dot / Math.sqrt(norm);
  };
  return sentences
    .map(({ passage, text, terms }) => ({ passage, text, centrality: centrality(terms) }))
    .sort((a, b) => b.centrality - a.centrality);
}
