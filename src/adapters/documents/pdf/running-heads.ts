import type { PdfLine } from "./lines.ts";

/** Heads and feet stand in the outer eighth of what is printed, at the top and at the bottom. */
const MARGIN_SHARE = 0.125;
/** A head that stands on this share of all pages is one; half of them would miss heads of left and right pages. */
const PAGE_SHARE = 0.4;
/** A chapter's head stands on fewer pages, but on several at one height. */
const PAGES_AT_ONE_HEIGHT = 3;

const PAGE_NUMBER =
  /^(?:(?:page|p\.)\s*)?\d{1,4}(?:\s*(?:of|\/)\s*\d{1,4})?$|^[-–]\s*\d{1,4}\s*[-–]$|^[ivx]{1,6}$/i;

/** What repeats of a head: its words and its size, whatever the page number in it. A title is larger than its head. */
function headKey({ text, size }: PdfLine): string {
  return `${Math.round(size)} ${text.replace(/\d+/g, "#").replace(/\s+/g, " ").trim().toLowerCase()}`;
}

function countPages(
  lines: readonly PdfLine[],
  keyOf: (line: PdfLine) => string,
): ReadonlyMap<string, number> {
  const pages = new Map<string, Set<number>>();
  for (const line of lines) {
    const key = keyOf(line);
    pages.set(key, (pages.get(key) ?? new Set()).add(line.page));
  }
  return new Map([...pages].map(([key, numbers]) => [key, numbers.size]));
}

/** The lines of a document without page numbers and without the heads and feet that repeat over its pages. */
export function withoutRunningHeads(lines: readonly PdfLine[]): readonly PdfLine[] {
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { y } of lines) {
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const margin = MARGIN_SHARE * (bottom - top);
  const isOuter = ({ y }: PdfLine): boolean => y - top <= margin || bottom - y <= margin;
  const atHeight = (line: PdfLine): string => `${Math.round(line.y / 4)} ${headKey(line)}`;
  const outer = lines.filter(isOuter);
  const pages = new Set(lines.map((line) => line.page)).size;
  const anywhere = countPages(outer, headKey);
  const atOneHeight = countPages(outer, atHeight);
  const repeats = (line: PdfLine): boolean =>
    (anywhere.get(headKey(line)) ?? 0) >= Math.max(2, PAGE_SHARE * pages) ||
    (atOneHeight.get(atHeight(line)) ?? 0) >= PAGES_AT_ONE_HEIGHT;
  return lines.filter((line) => !isOuter(line) || !(PAGE_NUMBER.test(line.text.trim()) || repeats(line)));
}
