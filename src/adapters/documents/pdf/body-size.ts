import { heaviest } from "./heaviest.ts";
import type { PdfLine } from "./lines.ts";

/** The size in which most of a text is set, to half a point. */
export function bodySize(lines: readonly PdfLine[]): number {
  const size = heaviest(
    lines,
    (line) => Math.round(line.size * 2) / 2,
    (line) => line.text.length,
  );
  return size ?? 0;
}
