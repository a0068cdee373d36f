import {
  bodySize,
  monospacedFonts,
  withoutBackMatter,
  withoutListings,
  withoutMarginNotes,
  withoutTables,
} from "./left-out.ts";
import { hyphensOf, mendLines } from "./mend-lines.ts";
import type { ParsedDocument } from "./parsed-document.ts";
import { linesOfPage, type PdfLine } from "./pdf-lines.ts";
import { paragraphsOfPage } from "./pdf-paragraphs.ts";
import { readPdf } from "./read-pdf.ts";
import { inReadingOrder } from "./reading-order.ts";
import { withoutRunningHeads } from "./running-heads.ts";

function byPage(lines: readonly PdfLine[]): readonly (readonly PdfLine[])[] {
  return [...Map.groupBy(lines, (line) => line.page).values()];
}

/**
 * A PDF's text as a person reads it: column after column, words mended, without running heads,
 * margin notes, tables, listings, references and acknowledgements.
 */
export async function parsePdf(
  bytes: Uint8Array,
  limits: { readonly characters: number },
): Promise<ParsedDocument> {
  const { title, pages } = await readPdf(bytes, limits);
  const monospaced = monospacedFonts(pages.flatMap((page) => page.items));
  const lines = withoutRunningHeads(pages.flatMap(linesOfPage));
  const body = bodySize(lines);
  const ordered = byPage(lines).flatMap((page) =>
    withoutTables(inReadingOrder(withoutMarginNotes(page, body))),
  );
  const kept = withoutBackMatter(withoutListings(ordered, monospaced));
  const keepsHyphen = hyphensOf(lines.map((line) => line.text));
  const paragraphs = Map.groupBy(byPage(kept).flatMap(paragraphsOfPage), (paragraph) => paragraph.page);
  return {
    title,
    pages: pages.map(({ number, raw }) => ({
      number,
      raw,
      paragraphs: (paragraphs.get(number) ?? []).map((paragraph) =>
        mendLines(
          paragraph.lines.map((line) => line.text),
          keepsHyphen,
        ),
      ),
    })),
  };
}
