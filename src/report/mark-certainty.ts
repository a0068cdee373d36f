/** A piece of a text: plain, or a word by which its writer sounds sure or unsure. */
export type CertaintyPiece = { readonly text: string; readonly sounds: "sure" | "unsure" | null };

const SURE = [
  "absolutely",
  "always",
  "beyond (?:any )?doubt",
  "certainly",
  "clearly",
  "completely",
  "definitely",
  "entirely",
  "evidently",
  "exactly",
  "in fact",
  "must be",
  "never",
  "no doubt",
  "obviously",
  "of course",
  "plainly",
  "surely",
  "totally",
  "undeniably",
  "undoubtedly",
  "unquestionably",
  "without (?:a |any )?doubt",
];
const UNSURE = [
  "(?:it )?appears?(?= to\\b| that\\b)",
  "arguably",
  "cannot tell",
  "could",
  "hard to (?:say|tell|judge)",
  "i (?:think|believe|guess|suppose)",
  "likely",
  "may(?= be\\b| not\\b| have\\b)",
  "maybe",
  "might",
  "not (?:entirely |quite )?(?:certain|clear|sure)",
  "perhaps",
  "possibly",
  "presumably",
  "probably",
  "seems?",
  "somewhat",
  "suggests?",
  "uncertain",
  "unclear",
  "unlikely",
  "unsure",
];
const WORDS = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(${UNSURE.join("|")})|(${SURE.join("|")}))(?![\\p{L}\\p{N}])`,
  "giu",
);

/**
 * Finds the English words by which a text sounds sure or unsure of itself. How sure a text sounds is no
 * measurement of how sure one may be: they are marked so that a reader does not take one for the other.
 * The pieces make the text again.
 *
 * @example markCertainty("It is clearly so.")[1] // { text: "clearly", sounds: "sure" }
 */
export function markCertainty(text: string): readonly CertaintyPiece[] {
  const pieces: CertaintyPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(WORDS)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), sounds: null });
    pieces.push({ text: match[0], sounds: match[1] === undefined ? "sure" : "unsure" });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from), sounds: null });
  return pieces;
}
