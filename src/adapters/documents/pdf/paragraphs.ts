import { type KeepsHyphen, mendLines } from "../mend-lines.ts";
import { heaviest } from "./heaviest.ts";
import type { PdfLine } from "./lines.ts";
import { median } from "./median.ts";
import { endsSentence, isListItem, opensSmall } from "./prose.ts";

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
/** The distance of lines where a page has too few to measure it, in ems. */
const USUAL_LEADING = 1.25;

export function sameSize(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_SIZE * Math.max(a, b);
}

const overlaps = (a: PdfLine, b: PdfLine): boolean => a.left < b.right && b.left < a.right;

/** What is usual on a page: how far apart its lines stand, and how far to the right they reach. */
type Measure = {
  /** The usual distance of two lines of this size, in ems. */
  readonly leading: (size: number) => number;
  /** The right edge of the column in which a line stands. */
  readonly edge: (line: PdfLine) => number;
};

/** Distance of lines that is neither a raised sign nor the white between paragraphs, in ems. */
const isLeading = (step: number): boolean => step > 0.8 && step < 2.5;

function measure(lines: readonly PdfLine[]): Measure {
  const steps = lines.slice(1).flatMap((line, index) => {
    const previous = lines[index] ?? line;
    const step = (line.y - previous.y) / line.size;
    return sameSize(line.size, previous.size) && isLeading(step) ? [{ size: line.size, step }] : [];
  });
  const leadings = new Map<number, number>();
  const leading = (size: number): number => {
    const known = leadings.get(size);
    if (known !== undefined) return known;
    const same = steps.filter((other) => sameSize(other.size, size)).map(({ step }) => step);
    const usual = median(same) ?? USUAL_LEADING;
    leadings.set(size, usual);
    return usual;
  };
  const edge = (line: PdfLine): number => {
    let right = line.right;
    for (const other of lines)
      if (overlaps(line, other) && sameSize(line.size, other.size)) right = Math.max(right, other.right);
    return right;
  };
  return { leading, edge };
}

/** Whether a line does not go on with the paragraph before it. */
function startsParagraph(paragraph: readonly PdfLine[], line: PdfLine, { leading, edge }: Measure): boolean {
  const [first] = paragraph;
  const previous = paragraph.at(-1);
  if (!first || !previous) return true;
  const text = line.text.trim();
  const ends = endsSentence(previous.text.trim());
  const goesOn = opensSmall(text);
  if (!sameSize(line.size, previous.size)) return true;
  const step = (line.y - previous.y) / line.size;
  const isElsewhere = step < -0.5 || !overlaps(line, previous);
  if (isElsewhere) return ends || !goesOn;
  if (step > PARAGRAPH_SPACE * leading(line.size)) return true;
  const isList = isListItem(first.text.trim());
  const isBelowMark = Math.abs(line.left - first.left) < 0.5 * line.size;
  if (isListItem(text) && (ends || isList === isBelowMark)) return true;
  const indent = (line.left - previous.left) / line.size;
  if (isList && indent < -INDENT_EMS) return previous !== first || !goesOn;
  if (indent > INDENT_EMS && ends) return !isList || previous !== first;
  if (indent < -INDENT_EMS && previous !== first) return true;
  const isShort = edge(previous) - previous.right > SHORT_SHARE * (edge(previous) - previous.left);
  return isShort && !goesOn && (ends || line.fonts[0] !== previous.fonts[0]);
}

/** Puts a page's lines, given in reading order, together to paragraphs. */
export function paragraphsOfPage(
  lines: readonly PdfLine[],
  keepsHyphen: KeepsHyphen,
): readonly PdfParagraph[] {
  const usual = measure(lines);
  const paragraphs: PdfLine[][] = [];
  for (const line of lines) {
    const paragraph = paragraphs.at(-1) ?? [];
    if (startsParagraph(paragraph, line, usual)) paragraphs.push([line]);
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
