// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\r(?!\n)/g;

/**
 * A text for a terminal: whatever would steer it, such as an escape sequence in a name or in a server's words, is
 * shown as JSON writes it. JSON keeps its meaning by that; line feeds and tabs stay.
 *
 * @example harmless("a\u001b[31m") // "a\\u001b[31m"
 */
export function harmless(text: string): string {
  return text.replaceAll(CONTROL, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
