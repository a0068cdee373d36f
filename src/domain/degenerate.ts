const LEAST_LETTERS = 0.5;
const MOST_MARKUP = 0.3;
const FEWEST_WORDS = 2;
/** Scripts without spaces write a sentence as one word. */
const FEWEST_LETTERS = 6;
const LONG_ENOUGH_TO_REPEAT = 8;
const LEAST_DISTINCT = 0.3;
const MOST_GARBAGE = 0.5;
/** Encoded data changes between lower case, upper case and digits far more often than words or names do. */
const ENCODED = /[A-Za-z0-9+/=_-]{16,}/g;
const CHANGE = /[a-z](?=[A-Z0-9])|\d(?=[A-Za-z])|[A-Z](?=\d)/g;
const LEAST_CHANGES = 0.15;
/** Words of the printers' dummy text; those that are frequent in a language of today are left out. */
const DUMMIES: ReadonlySet<string> = new Set(
  (
    "lorem ipsum dolor sit amet consectetur adipiscing adipisicing elit sed eiusmod tempor incididunt ut labore et " +
    "dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ea commodo " +
    "consequat duis aute irure reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint " +
    "occaecat cupidatat proident sunt officia deserunt mollit anim laborum"
  ).split(" "),
);
const FEWEST_DUMMIES = 4;
/** Latin letters that nobody could say: no vowel at all, or six consonants in a row. */
const UNSAYABLE = /^[b-df-hj-np-tv-xz]{3,}$|[b-df-hj-np-tv-xz]{6}/;

function isEncoded(text: string, solid: number): boolean {
  const runs = (text.match(ENCODED) ?? []).filter(
    (run) => (run.match(CHANGE) ?? []).length >= LEAST_CHANGES * run.length,
  );
  return runs.join("").length > MOST_GARBAGE * solid;
}

function isDummyText(words: readonly string[]): boolean {
  const dummies = words.filter((word) => DUMMIES.has(word));
  const distinct = new Set(dummies);
  const isTelling = distinct.has("ipsum") || distinct.size >= FEWEST_DUMMIES;
  return isTelling && dummies.length > MOST_GARBAGE * words.length;
}

/** Abbreviations in capitals are said letter by letter, so they count as words where others are in lower case. */
function isUnsayable(written: readonly string[]): boolean {
  const hasLowerCase = written.some((word) => word !== word.toUpperCase());
  const unsayable = written.filter(
    (word) => !(hasLowerCase && word === word.toUpperCase()) && UNSAYABLE.test(word.toLowerCase()),
  );
  return unsayable.length > MOST_GARBAGE * written.length;
}

/**
 * Whether a text is no language that anybody could judge: hardly a letter, mostly markup or encoded data, fewer
 * than two words, a few words over and over, mostly what nobody could say, or the printers' dummy text. To be
 * asked before a judge is, who may call garbage consistent.
 *
 * @example isDegenerate("______ ______") // true
 */
export function isDegenerate(text: string): boolean {
  const plain = text.replaceAll(/<\/?\p{L}[^<>]*>/gu, " ");
  const solid = text.replaceAll(/\s/g, "").length;
  const letters = plain.match(/\p{L}/gu) ?? [];
  if (text.length - plain.replaceAll(/ +/g, " ").length > MOST_MARKUP * text.length) return true;
  if (letters.length < LEAST_LETTERS * solid || isEncoded(plain, solid)) return true;
  const written = plain.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const words = written.map((word) => word.toLowerCase());
  const distinct = new Set(words).size;
  if (distinct < FEWEST_WORDS && new Set(letters).size < FEWEST_LETTERS) return true;
  if (isDummyText(words) || isUnsayable(written)) return true;
  return words.length >= LONG_ENOUGH_TO_REPEAT && distinct < LEAST_DISTINCT * words.length;
}
