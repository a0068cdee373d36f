const SOFT_HYPHEN = /\u00AD/g;
/** Control characters that are no white space: they carry no text and can steer a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;

/** One paragraph's characters made plain: NFKC (no ligatures), no soft hyphens or control characters, single spaces. */
export function cleanCharacters(text: string): string {
  return text
    .toWellFormed()
    .replace(SOFT_HYPHEN, "")
    .normalize("NFKC")
    .replace(CONTROL, "")
    .replace(/\s+/g, " ")
    .trim();
}
