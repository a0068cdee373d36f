import type { PdfLine } from "./lines.ts";
import { textLength } from "./text-length.ts";

/** Type smaller than this share of the body's is small print. */
const SMALL_PRINT = 0.95;
/** On a page with less of the body's type than this share, small print is the body. */
const BODY_SHARE = 0.5;

/** A page's lines without the small print that stands beside its body, such as a journal's imprint. */
export function withoutMarginNotes(lines: readonly PdfLine[], bodySize: number): readonly PdfLine[] {
  const body = lines.filter((line) => line.size >= SMALL_PRINT * bodySize);
  if (textLength(body) < BODY_SHARE * textLength(lines)) return lines;
  const left = Math.min(...body.map((line) => line.left));
  const right = Math.max(...body.map((line) => line.right));
  return lines.filter(
    (line) => line.size >= SMALL_PRINT * bodySize || (line.right > left && line.left < right),
  );
}
