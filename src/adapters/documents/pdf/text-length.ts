import type { PdfLine } from "./lines.ts";

/** Characters of some lines. */
export function textLength(lines: readonly PdfLine[]): number {
  return lines.reduce((sum, line) => sum + line.text.trim().length, 0);
}
