/** A hyphen that a typesetter put at the end of a line, with the break that follows it. */
const LINE_END_HYPHEN = /[-\u2010][^\S\n]*\n\s*/g;
const SOFT_HYPHEN = /\u00AD/g;

/**
 * What is left of a text once typesetting is set aside: NFKC, no soft or line-end hyphens, single spaces.
 *
 * @example verbatimForm("the stake-\nholder's  o\uFB03ce") // "the stakeholder's office"
 */
export function verbatimForm(text: string): string {
  return text
    .replace(SOFT_HYPHEN, "")
    .normalize("NFKC")
    .replace(/\r\n?/g, "\n")
    .replace(LINE_END_HYPHEN, "")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * Whether `quote` stands word for word in `raw`, a page as its parser gave it. Both sides are brought to
 * their `verbatimForm`, so only typesetting may differ: never a word, a letter's case or a punctuation mark.
 * A quote without any character stands nowhere.
 *
 * @example isVerbatim("Every stake-\nholder was asked.", "stakeholder was asked") // true
 */
export function isVerbatim(raw: string, quote: string): boolean {
  const form = verbatimForm(quote);
  return form !== "" && verbatimForm(raw).includes(form);
}
