import type { PdfItem, PdfLine } from "./lines.ts";
import { median } from "./median.ts";
import { textLength } from "./text-length.ts";

/** Widths per letter this share apart are one width. */
const SAME_WIDTH = 0.02;
/** A font is monospaced when, of so many different words, this share has letters of one width. */
const WORDS_TO_TELL = 5;
const EVEN_SHARE = 0.7;
/** Where more of a text than this is monospaced, it is a typescript and no listing. */
const TYPESCRIPT_SHARE = 0.5;

/** The fonts whose letters are all of one width, measured: the fonts' own flags are often wrong. */
export function monospacedFonts(items: Iterable<PdfItem>): ReadonlySet<string> {
  const widths = new Map<string, Map<string, number>>();
  for (const { str, width, height, fontName } of items) {
    if (height <= 0 || !/\p{L}{3}/u.test(str)) continue;
    const words = widths.get(fontName) ?? new Map<string, number>();
    widths.set(fontName, words.set(str, width / str.length / height));
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

/** A document's lines without its code listings: lines that are monospaced from end to end. */
export function withoutListings(
  lines: readonly PdfLine[],
  monospaced: ReadonlySet<string>,
): readonly PdfLine[] {
  const isListing = (line: PdfLine): boolean => line.fonts.every((font) => monospaced.has(font));
  const isTypescript = textLength(lines.filter(isListing)) > TYPESCRIPT_SHARE * textLength(lines);
  return isTypescript ? lines : lines.filter((line) => !isListing(line));
}
