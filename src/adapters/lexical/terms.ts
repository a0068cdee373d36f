import { stemmer } from "stemmer";
import { boundedMemo } from "./bounded-memo.ts";
import { STOP_WORDS } from "./stop-words.ts";
import { isWord, tokenize } from "./tokens.ts";

/** Nothing longer is a word that has a stem. */
const LONGEST_WORD = 40;

/** The stem of a content word, or "" for a stop word, a single letter or punctuation. */
export const termOf = boundedMemo(
  50_000,
  (token: string) => token,
  (token): string => {
    if (token.length < 2 || token.startsWith("'") || !isWord(token) || STOP_WORDS.has(token)) return "";
    return token.length > LONGEST_WORD ? token : stemmer(token);
  },
);

/** The content terms of a text in order, repeats kept. */
export function termsOf(text: string): readonly string[] {
  return tokenize(text)
    .map(termOf)
    .filter((term) => term !== "");
}
