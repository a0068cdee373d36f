import type { PdfLine } from "./lines.ts";

/** Dots that lead the eye from a title to its page. */
const LEADERS = /(?:\.\s?){5,}/;

/** Lines without those of a table of contents. */
export function withoutContents(lines: readonly PdfLine[]): readonly PdfLine[] {
  return lines.filter((line) => !LEADERS.test(line.text));
}
