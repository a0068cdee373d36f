const LEAST_LETTERS = 0.5;
const MOST_MARKUP = 0.3;
const FEWEST_WORDS = 2;
/** Scripts without spaces write a sentence as one word. */
const FEWEST_LETTERS = 6;
const LONG_ENOUGH_TO_REPEAT = 8;
const LEAST_DISTINCT = 0.3;

/**
 * Whether a text is no language that anybody could judge: hardly a letter, mostly markup, fewer than two
 * words, or a few words over and over. To be asked before a judge is, who may call garbage consistent.
 *
 * @example isDegenerate("______ ______") // true
 */
export function isDegenerate(text: string): boolean {
  const plain = text.replaceAll(/<\/?\p{L}[^<>]*>/gu, " ");
  const solid = text.replaceAll(/\s/g, "").length;
  const letters = plain.match(/\p{L}/gu) ?? [];
  if (text.length - plain.replaceAll(/ +/g, " ").length > MOST_MARKUP * text.length) return true;
  if (letters.length < LEAST_LETTERS * solid) return true;
  const words = plain.toLowerCase().match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const distinct = new Set(words).size;
  if (distinct < FEWEST_WORDS && new Set(letters).size < FEWEST_LETTERS) return true;
  return words.length >= LONG_ENOUGH_TO_REPEAT && distinct < LEAST_DISTINCT * words.length;
}
