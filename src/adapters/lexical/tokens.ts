const TOKEN = /\d+(?:[.,:]\d+)*|'(?:s|re|ve|ll|d|m|t)(?!\p{L})|\p{L}[\p{L}\p{M}\p{N}]*|\S/gu;

/**
 * Words, whole numbers and single punctuation marks, lower case. Curly quotes and backticks read as
 * straight ones, doubled single quotes as one double quote.
 *
 * @example tokenize("The nurse’s 3.5 mg.") // ["the", "nurse", "'s", "3.5", "mg", "."]
 */
export function tokenize(text: string): readonly string[] {
  const plain = text
    .toLowerCase()
    .replaceAll(/[‘’‚‛`´]/g, "'")
    .replaceAll(/[“”„«»]|''/g, '"');
  return plain.match(TOKEN) ?? [];
}

/** Whether a token is a word or a number and not punctuation. */
export function isWord(token: string): boolean {
  return /^['\p{L}\p{N}]/u.test(token) && token !== "'";
}
