import type { Span } from "./split-sentences.ts";

const APOSTROPHES = /[‘’‛′]/g;
const QUOTATION_MARKS = /[“”„‟″]/g;
const DASHES = /[‐‑‒–—−]/g;

/** One character for one, so that offsets stay: models type straight marks where a document has curly ones. */
function plainMarks(text: string): string {
  return text.replace(APOSTROPHES, "'").replace(QUOTATION_MARKS, '"').replace(DASHES, "-");
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

/**
 * Where a quote stands in a text, whatever white space parts its words and whichever quotation marks and
 * dashes are typed. Quotation marks and an ellipsis put round the quote do not count. Null where it
 * does not stand there.
 *
 * @example locateQuote("They said:  “so be\nit”.", "so be it") // { start: 13, end: 21 }
 */
export function locateQuote(text: string, quote: string): Span | null {
  const wanted = plainMarks(quote)
    .replace(/^(?:[\s"'…]|\.{3})+/, "")
    .replace(/(?:[\s"'…]|\.{3,})+$/, "");
  if (wanted === "") return null;
  const match = new RegExp(wanted.split(/\s+/).map(escapePattern).join("\\s+"), "u").exec(plainMarks(text));
  return match === null ? null : { start: match.index, end: match.index + match[0].length };
}
