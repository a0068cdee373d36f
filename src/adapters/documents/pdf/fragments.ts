import { type PdfParagraph, sameSize } from "./paragraphs.ts";
import { isListItem, isProse, isSentence } from "./prose.ts";

/** So many fragments in a row are the labels of a figure or a list of names; fewer may be headings. */
const RUN = 3;
/** A text of which more than this share would go is written that way, as slides are. */
const MANNER_SHARE = 0.4;

const CAPTION = /^(?:figure|fig\.|table|box|listing)\s+[A-Z]?\d+(?:\.\d+)*\s*[.:|]/i;

const lengthOf = (paragraphs: readonly PdfParagraph[]): number =>
  paragraphs.reduce((sum, paragraph) => sum + paragraph.text.length, 0);

/** Leaves paragraphs out, unless they are so much of a text that leaving them out would be to misread it. */
function leaveOut(
  paragraphs: readonly PdfParagraph[],
  out: ReadonlySet<PdfParagraph>,
): readonly PdfParagraph[] {
  return lengthOf([...out]) > MANNER_SHARE * lengthOf(paragraphs)
    ? paragraphs
    : paragraphs.filter((paragraph) => !out.has(paragraph));
}

/** A document's paragraphs without the names and addresses between its title and its first prose. */
export function withoutFrontMatter(paragraphs: readonly PdfParagraph[]): readonly PdfParagraph[] {
  const opening = paragraphs.findIndex(({ text }) => isProse(text));
  const before = paragraphs.slice(0, Math.max(opening - 1, 0));
  const titleSize = Math.max(...before.map((paragraph) => paragraph.size));
  return leaveOut(paragraphs, new Set(before.filter(({ size }) => !sameSize(size, titleSize))));
}

/** A document's paragraphs without captions, numbers that stand alone, and the labels of figures. */
export function withoutFragments(
  paragraphs: readonly PdfParagraph[],
  bodySize: number,
): readonly PdfParagraph[] {
  const isFragment = ({ text, size }: PdfParagraph): boolean =>
    !(size > bodySize && !sameSize(size, bodySize)) && !isSentence(text) && !isListItem(text);
  const out = new Set(paragraphs.filter(({ text }) => CAPTION.test(text) || !/\p{L}{2}/u.test(text)));
  let run: PdfParagraph[] = [];
  const endRun = (next: PdfParagraph | null): void => {
    const last = run.at(-1);
    const isHeading = next && last && last.font !== next.font && last.page === next.page;
    if (run.length >= RUN) for (const paragraph of isHeading ? run.slice(0, -1) : run) out.add(paragraph);
    run = [];
  };
  for (const paragraph of paragraphs) {
    if (out.has(paragraph)) continue;
    if (isFragment(paragraph)) run.push(paragraph);
    else endRun(paragraph);
  }
  endRun(null);
  return leaveOut(paragraphs, out);
}
