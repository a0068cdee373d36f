import type { PdfLine } from "./lines.ts";
import { opensSmall } from "./prose.ts";

/** Rows of one table are at most this many lines of cells apart. */
const ROW_LINES = 6;
/** White inside lines and steps up to the next cell: so many of them make a table of lines. */
const TABLE_SIGNS = 4;
/** A cell is narrower than this share of its page's text; what is wider is a paragraph. */
const CELL_SHARE = 0.65;
/** Where more lines than this open with a small letter, or in a script without any, they are columns of prose. */
const PROSE_SHARE = 0.7;
/** The white between the words of a stretched line differs by less than this share, and is no wider than this. */
const STRETCH_SHARE = 0.2;
const STRETCH_EMS = 4;

type Region = { from: number; to: number; signs: number };

/** Whether the file steps back up from the one line to the next, to a cell on its right. */
function stepsUp(previous: PdfLine | undefined, line: PdfLine): boolean {
  if (!previous || line.left < previous.right) return false;
  const rise = (previous.y - line.y) / line.size;
  return rise > 0.5 && rise < ROW_LINES * 1.5;
}

/** Whether a line was stretched to its column's edge: the same moderate white between all of its words. */
function isStretched({ text, gaps, size }: PdfLine): boolean {
  const widths = gaps.map((gap) => gap.to - gap.from);
  const widest = Math.max(...widths);
  const isEven = widest - Math.min(...widths) < STRETCH_SHARE * widest && widest < STRETCH_EMS * size;
  return isEven && gaps.length > 1 && gaps.length === text.trim().split(/\s+/).length - 1;
}

function signsOf(lines: readonly PdfLine[], index: number): number {
  const line = lines[index];
  if (!line) return 0;
  const gaps = isStretched(line) ? 0 : Math.min(line.gaps.length, 2);
  return gaps + (stepsUp(lines[index - 1], line) ? 1 : 0);
}

/** Takes in the cells to the left of a region's first sign and below its last. */
function withItsCells(lines: readonly PdfLine[], region: Region, isCell: (line: PdfLine) => boolean): Region {
  let { from, to } = region;
  const first = lines[from];
  while (first) {
    const before = lines[from - 1];
    if (!before || !isCell(before) || before.y < first.y - 0.5 * first.size || before.right > first.left)
      break;
    from--;
  }
  for (let last = lines[to]; last; last = lines[to]) {
    const after = lines[to + 1];
    const step = after ? (after.y - last.y) / last.size : 0;
    if (!after || !isCell(after) || step < -0.5 || step > 1.5 || after.left < last.left - last.size) break;
    to++;
  }
  return { ...region, from, to };
}

function regionsOf(lines: readonly PdfLine[]): readonly Region[] {
  const left = Math.min(...lines.map((line) => line.left));
  const right = Math.max(...lines.map((line) => line.right));
  const isCell = (line: PdfLine): boolean =>
    line.gaps.length > 0 || line.right - line.left < CELL_SHARE * (right - left);
  const regions: Region[] = [];
  lines.forEach((_, index) => {
    const signs = signsOf(lines, index);
    if (signs === 0) return;
    const last = regions.at(-1);
    const joins = last && index - last.to <= ROW_LINES && lines.slice(last.to, index).every(isCell);
    if (joins) {
      last.to = index;
      last.signs += signs;
    } else regions.push({ from: index, to: index, signs });
  });
  return regions
    .filter((region) => region.signs >= TABLE_SIGNS)
    .map((region) => withItsCells(lines, region, isCell));
}

/** A page's lines, in reading order, without those of its tables. */
export function withoutTables(lines: readonly PdfLine[]): readonly PdfLine[] {
  const tables = regionsOf(lines).filter(({ from, to }) => {
    const cells = lines.slice(from, to + 1);
    const prose = cells.filter((line) => opensSmall(line.text));
    return prose.length <= PROSE_SHARE * cells.length;
  });
  return lines.filter((_, index) => !tables.some(({ from, to }) => index >= from && index <= to));
}
