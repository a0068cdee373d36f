import { heaviest } from "./heaviest.ts";
import { median } from "./median.ts";
import type { PdfItem, PdfLine } from "./pdf-lines.ts";

/** Sections that speak of other texts or of the making of this one, never of its matter. */
const LEFT_OUT_SECTION =
  /^(?:\d+\.?\s+)?(?:references(?: cited)?|bibliography|works cited|literature cited|acknowledge?ments?|funding|author contributions|(?:conflicts?|declaration) of interests?|competing interests)\s*:?$/i;

/** Type smaller than this share of the body's is small print. */
const SMALL_PRINT = 0.95;
/** Two cells are a pair, three are a row of a table; one row alone may be a line of a form. */
const TABLE_GAPS = 2;
const TABLE_ROWS = 2;
/** A font is monospaced when its words' widths per letter differ by less than this share. */
const SAME_WIDTH = 0.02;
const WORDS_TO_TELL = 5;
const EVEN_SHARE = 0.7;
/** Where more of a text than this is monospaced, it is a typescript and no listing. */
const TYPESCRIPT_SHARE = 0.5;

const lengthOf = (lines: readonly PdfLine[]): number =>
  lines.reduce((sum, line) => sum + line.text.trim().length, 0);

/** The size in which most of a text is set, in points. */
export function bodySize(lines: readonly PdfLine[]): number {
  return (
    heaviest(
      lines,
      (line) => Math.round(line.size * 2) / 2,
      (line) => line.text.length,
    ) ?? 0
  );
}

/** The fonts whose letters are all of one width. Their own flags are not to be trusted. */
export function monospacedFonts(items: Iterable<PdfItem>): ReadonlySet<string> {
  const widths = new Map<string, Map<string, number>>();
  for (const item of items) {
    if (item.height <= 0 || !/\p{L}{3}/u.test(item.str)) continue;
    const words = widths.get(item.fontName) ?? new Map<string, number>();
    widths.set(item.fontName, words.set(item.str, item.width / item.str.length / item.height));
  }
  const fonts = new Set<string>();
  for (const [font, words] of widths) {
    const values = [...words.values()];
    const middle = median(values) ?? 0;
    const even = values.filter((width) => Math.abs(width - middle) <= SAME_WIDTH * middle);
    if (values.length >= WORDS_TO_TELL && even.length >= EVEN_SHARE * values.length) fonts.add(font);
  }
  return fonts;
}

/** A document's lines without its listings. */
export function withoutListings(
  lines: readonly PdfLine[],
  monospaced: ReadonlySet<string>,
): readonly PdfLine[] {
  const listings = lines.filter((line) => line.fonts.every((font) => monospaced.has(font)));
  if (lengthOf(listings) > TYPESCRIPT_SHARE * lengthOf(lines)) return lines;
  const left = new Set(listings);
  return lines.filter((line) => !left.has(line));
}

/** A page's lines without the small print beside its body. */
export function withoutMarginNotes(lines: readonly PdfLine[], body: number): readonly PdfLine[] {
  const main = lines.filter((line) => line.size >= SMALL_PRINT * body);
  const left = Math.min(...main.map((line) => line.left));
  const right = Math.max(...main.map((line) => line.right));
  return lines.filter(
    (line) =>
      line.size >= SMALL_PRINT * body || main.length === 0 || (line.right > left && line.left < right),
  );
}

/** A page's lines without the rows of its tables. */
export function withoutTables(lines: readonly PdfLine[]): readonly PdfLine[] {
  const isRow = (index: number): boolean => (lines[index]?.gaps.length ?? 0) >= TABLE_GAPS;
  return lines.filter((_, index) => {
    if (!isRow(index)) return true;
    let from = index;
    let to = index;
    while (isRow(from - 1)) from--;
    while (isRow(to + 1)) to++;
    return to - from + 1 < TABLE_ROWS;
  });
}

/** A document's lines without its references, acknowledgements and the like, each up to the next heading of its kind. */
export function withoutBackMatter(lines: readonly PdfLine[]): readonly PdfLine[] {
  let heading: PdfLine | null = null;
  return lines.filter((line) => {
    if (LEFT_OUT_SECTION.test(line.text.trim())) heading = line;
    else if (heading && line.fonts[0] === heading.fonts[0] && line.size >= heading.size) heading = null;
    return heading === null;
  });
}
