import type { PdfLine } from "./lines.ts";

/** Sections that speak of other texts or of the making of this one, never of its matter. */
const TITLE =
  /^(?:(?:\d+|[A-Z])\.?\s+)?(?:references(?: cited)?|bibliography|works cited|literature cited|acknowledge?ments?|funding|(?:author )?contributions|(?:conflicts?|declaration) of interests?|competing interests)\s*:?$/i;

/** A document's lines without its references, acknowledgements and the like, each up to the next heading of its kind. */
export function withoutBackMatter(lines: readonly PdfLine[]): readonly PdfLine[] {
  let heading: PdfLine | null = null;
  return lines.filter((line) => {
    if (TITLE.test(line.text.trim())) heading = line;
    else if (heading && line.fonts[0] === heading.fonts[0] && line.size >= heading.size) heading = null;
    return heading === null;
  });
}
