import { isModifier, namesOfThings, runsOf } from "./names-of-things.ts";
import { termOf } from "./terms.ts";

/** A phrase of one or two words that names a thing, and the sentences (by number) that hold it. */
export type KeyPhrase = {
  readonly text: string;
  readonly terms: readonly string[];
  readonly sentences: readonly number[];
};

const shown = (word: string): string => (/^\p{Lu}{2,}/u.test(word) ? word : word.toLowerCase());

/** The names at the end of each run, where the head of an English phrase stands: alone, and with the word before it. */
function phrasesIn(sentence: string, names: ReadonlySet<string>): readonly string[] {
  return runsOf(sentence).flatMap(({ words }) => {
    const head = words.at(-1);
    if (head === undefined || !names.has(head.toLowerCase())) return [];
    const modifier = words.at(-2);
    const alone = shown(head);
    return modifier !== undefined && isModifier(modifier.toLowerCase(), names)
      ? [alone, `${shown(modifier)} ${alone}`]
      : [alone];
  });
}

/** A name of two words says more than one; a cluster's salient terms count double. */
function weightOf({ terms, sentences }: KeyPhrase, salient: ReadonlySet<string>): number {
  const share = terms.filter((term) => salient.has(term)).length / terms.length;
  return sentences.length * (terms.length > 1 ? 1.6 : 1) * (1 + share);
}

/**
 * The phrases that name what a list of sentences is about, the most telling first. Words are known as names by how they
 * stand in `corpus`. People are left out: they are stakeholders, not concerns.
 */
export function keyPhrases(
  sentences: readonly string[],
  corpus: readonly string[],
  salient: ReadonlySet<string>,
): readonly KeyPhrase[] {
  const names = namesOfThings(corpus);
  const found = new Map<string, Set<number>>();
  for (const [index, sentence] of sentences.entries())
    for (const phrase of phrasesIn(sentence, names)) {
      const known = found.get(phrase);
      if (known) known.add(index);
      else found.set(phrase, new Set([index]));
    }
  return [...found]
    .map(([text, holders]): KeyPhrase => {
      const terms = text.split(" ").map((word) => termOf(word.toLowerCase()));
      return { text, terms, sentences: [...holders] };
    })
    .sort((a, b) => weightOf(b, salient) - weightOf(a, salient) || (a.text < b.text ? -1 : 1));
}
