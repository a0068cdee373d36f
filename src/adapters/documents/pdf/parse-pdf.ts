import { hyphensOf } from "../mend-lines.ts";
import type { ParsedDocument } from "../parsed-document.ts";
import { withoutBackMatter } from "./back-matter.ts";
import { bodySize } from "./body-size.ts";
import { withoutContents } from "./contents.ts";
import { withoutFragments, withoutFrontMatter } from "./fragments.ts";
import { linesOfPage, type PdfLine } from "./lines.ts";
import { monospacedFonts, withoutListings } from "./listings.ts";
import { withoutMarginNotes } from "./margin-notes.ts";
import { paragraphsOfPage } from "./paragraphs.ts";
import { readPdf } from "./read-pdf.ts";
import { inReadingOrder } from "./reading-order.ts";
import { withoutRunningHeads } from "./running-heads.ts";
import { withoutTables } from "./tables.ts";

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
  const lines = withoutContents(withoutRunningHeads(pages.flatMap(linesOfPage)));
  const body = bodySize(lines);
  const ordered = byPage(lines).flatMap((page) =>
    withoutTables(inReadingOrder(withoutMarginNotes(page, body))),
  );
  const monospaced = monospacedFonts(pages.flatMap((page) => page.items));
  const kept = withoutBackMatter(withoutListings(ordered, monospaced));
  const keepsHyphen = hyphensOf(lines.map((line) => line.text));
  const paragraphs = byPage(kept).flatMap((page) => paragraphsOfPage(page, keepsHyphen));
  const prose = Map.groupBy(withoutFragments(withoutFrontMatter(paragraphs), body), ({ page }) => page);
  return {
    title,
    pages: pages.map(({ number, raw }) => ({
      number,
      raw,
      paragraphs: (prose.get(number) ?? []).map(({ text }) => text),
    })),
  };
}
