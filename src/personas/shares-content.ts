import { contentWords } from "../domain/content-words.ts";
import { isPeopleNoun } from "../domain/people.ts";

/** Stems in common that tie a statement to a quote. */
const TIES = 2;

function topicStems(text: string): ReadonlySet<string> {
  return new Set(contentWords(text).flatMap(({ word, stem }) => (isPeopleNoun(word) ? [] : [stem])));
}

/** How many stems of content words two texts have in common; nouns for people say only whom they are about. */
export function commonStems(a: string, b: string): number {
  const other = topicStems(b);
  return [...topicStems(a)].filter((stem) => other.has(stem)).length;
}

/**
 * Whether a statement says something of what a quote says: two stems of content words in common, or
 * all of a statement that has fewer.
 */
export function sharesContent(statement: string, quote: string): boolean {
  const needed = Math.min(TIES, topicStems(statement).size);
  return needed > 0 && commonStems(statement, quote) >= needed;
}
