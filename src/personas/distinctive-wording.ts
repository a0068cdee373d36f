import { contentStems, contentWords } from "../domain/content-words.ts";
import { isPeopleNoun } from "../domain/people.ts";

/** A stem in more than this share of the texts is a habit of the writer. */
const HABIT = 0.4;
/** Among fewer texts nothing can be told to be a habit. */
const FEWEST_TEXTS = 5;

/**
 * What sets each of some texts apart, as content words in order: without nouns for people and without the words
 * that most of the texts share ("whether the text explains ..."), which would make all of them look alike.
 *
 * @example distinctiveWording(["Whether nurses explain doses", ...])[0] // "explain doses"
 */
export function distinctiveWording(texts: readonly string[]): readonly string[] {
  const holders = new Map<string, number>();
  for (const text of texts)
    for (const stem of contentStems(text)) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  const limit = texts.length < FEWEST_TEXTS ? texts.length : texts.length * HABIT;
  return texts.map((text) =>
    contentWords(text)
      .filter(({ word, stem }) => holders.get(stem)! <= limit && !isPeopleNoun(word))
      .map(({ word }) => word)
      .join(" "),
  );
}
