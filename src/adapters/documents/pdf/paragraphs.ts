import { type KeepsHyphen, mendLines } from "../mend-lines.ts";
import { heaviest } from "./heaviest.ts";
import type { PdfLine } from "./lines.ts";
import { median } from "./median.ts";
import { endsSentence, isListItem } from "./prose.ts";

/** A paragraph of a page, mended. `size` and `font` are those of most of it. */
export type PdfParagraph = {
  readonly page: number;
  readonly size: number;
  readonly font: string;
  readonly text: string;
};

/** Type sizes closer than this share of the larger are one size: fonts of one line differ by so much. */
const SAME_SIZE = 0.08;
/** White between two lines, in their usual distance, beyond which a new paragraph begins. */
const PARAGRAPH_SPACE = 1.3;
/** A line that starts this many ems further in than the one before it is indented. */
const INDENT_EMS = 0.8;
/** A line that ends this share of its column before the edge is short. */
const SHORT_SHARE = 0.2;

export function sameSize(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_SIZE * Math.max(a, b);
}

const overlaps = (a: PdfLine, b: PdfLine): boolean => a.left < b.right && b.left < a.right;

/** The usual distance of two lines of one size on the page, in ems of that size. */
function leadingOf(lines: readonly PdfLine[], size: number): number {
  const steps = lines.slice(1).flatMap((line, index) => {
    const previous = lines[index] ?? line;
    const step = (line.y - previous.y) / size;
    return sameSize(line.size, size) && sameSize(previous.size, size) && step > 0.8 && step < 2.5
      ? [step]
      : [];
  });
  return median(steps) ?? 1.25;
}

/** The right edge of the column in which a line stands: that of the longest line of its size beside or under it. */
function columnEdge(lines: readonly PdfLine[], line: PdfLine): number {
  let edge = line.right;
  for (const other of lines)
    if (overlaps(line, other) && sameSize(line.size, other.size)) edge = Math.max(edge, other.right);
  return edge;
}

type Step = {
  readonly paragraph: readonly PdfLine[];
  readonly line: PdfLine;
  readonly page: readonly PdfLine[];
};

function startsParagraph({ paragraph, line, page }: Step): boolean {
  const previous = paragraph.at(-1);
  const first = paragraph[0];
  if (!previous || !first) return true;
  const text = line.text.trim();
  const before = previous.text.trim();
  const ends = endsSentence(before);
  const opensSmall = /^\p{Ll}/u.test(text);
  if (!sameSize(line.size, previous.size)) return true;
  const step = (line.y - previous.y) / line.size;
  if (step < -0.5 || !overlaps(line, previous)) return ends || !opensSmall;
  if (step > PARAGRAPH_SPACE * leadingOf(page, line.size)) return true;
  const indent = (line.left - previous.left) / line.size;
  const isList = isListItem(first.text.trim());
  const isBeside = Math.abs(line.left - first.left) < 0.5 * line.size;
  if (isListItem(text) && (ends || isList === isBeside)) return true;
  if (isList && indent < -INDENT_EMS) return previous !== first || !opensSmall;
  if (indent > INDENT_EMS && ends && !(isList && previous === first)) return true;
  if (indent < -INDENT_EMS && previous !== first) return true;
  const edge = columnEdge(page, previous);
  const isShort = edge - previous.right > SHORT_SHARE * (edge - previous.left);
  return isShort && !opensSmall && (ends || line.fonts[0] !== previous.fonts[0]);
}

/** Puts a page's lines, given in reading order, together to paragraphs. */
export function paragraphsOfPage(
  lines: readonly PdfLine[],
  keepsHyphen: KeepsHyphen,
): readonly PdfParagraph[] {
  const paragraphs: PdfLine[][] = [];
  for (const line of lines) {
    const paragraph = paragraphs.at(-1) ?? [];
    if (startsParagraph({ paragraph, line, page: lines })) paragraphs.push([line]);
    else paragraph.push(line);
  }
  const weight = (line: PdfLine): number => line.text.length;
  return paragraphs.map((members) => ({
    page: members[0]?.page ?? 0,
    size: heaviest(members, (line) => line.size, weight) ?? 0,
    font: heaviest(members, (line) => line.fonts[0] ?? "", weight) ?? "",
    text: mendLines(
      members.map((line) => line.text),
      keepsHyphen,
    ),
  }));
}
