import { unescapeText } from "../prompts/fence.ts";

/** Where a quote stands in a text, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

const MAX_QUOTE = 4000;

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * Finds a quote in a text: word for word, or with other white space between the words. Quotation
 * marks and dots that a model puts around a quote do not count. Null where it does not stand there.
 *
 * @example findSpan("a  b c", '"a b"') // { start: 0, end: 4 }
 */
export function findSpan(text: string, quote: string): Span | null {
  const plain = unescapeText(quote).slice(0, MAX_QUOTE);
  for (const wanted of [plain.trim(), plain.replaceAll(/^[\s"'“”‘’.…]+|[\s"'“”‘’…]+$/g, "")]) {
    if (wanted === "") continue;
    const exact = text.indexOf(wanted);
    if (exact >= 0) return { start: exact, end: exact + wanted.length };
    const pattern = wanted.split(/\s+/).map(escapePattern).join("\\s+");
    const match = new RegExp(pattern, "u").exec(text);
    if (match) return { start: match.index, end: match.index + match[0].length };
  }
  return null;
}
