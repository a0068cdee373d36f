import type { PdfLine } from "./lines.ts";
import { opensSmall } from "./prose.ts";

/** Lines of one baseline, from left to right. */
type Row = readonly PdfLine[];
type Span = { readonly from: number; readonly to: number };

/** A gutter parts at least this share of a region's rows, and at least so many. */
const GUTTER_SHARE = 0.4;
const GUTTER_ROWS = 4;
/** In running prose more than half of the lines open with a small letter; the cells of a table seldom do. */
const PROSE_SHARE = 0.35;
/** Lines of a page that step back up, beyond which the file was not drawn in reading order. */
const BACKWARD_SHARE = 0.3;

function rowsOf(lines: readonly PdfLine[]): readonly Row[] {
  const rows: PdfLine[][] = [];
  for (const line of lines.toSorted((a, b) => a.y - b.y)) {
    const last = rows.at(-1)?.[0];
    if (last && line.y - last.y < 0.5 * Math.min(line.size, last.size)) rows.at(-1)?.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.left - b.left));
}

function whiteOf(row: Row): readonly Span[] {
  return row.flatMap((line, index) => {
    const next = row[index + 1];
    const between = next && next.left > line.right ? [{ from: line.right, to: next.left }] : [];
    return [...line.gaps, ...between];
  });
}

const parts = (span: Span, x: number): boolean => span.from <= x && x <= span.to;

/** The x that most rows leave white, just before their second column begins; null where too few do. */
function gutterOf(rows: readonly Row[]): number | null {
  const white = rows.map(whiteOf);
  const counts = new Map<number, number>();
  for (const x of new Set(white.flat().map((span) => Math.floor(span.to))))
    counts.set(x, white.filter((spans) => spans.some((span) => parts(span, x))).length);
  let best: number | null = null;
  for (const [x, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = x;
  if (best === null) return null;
  const count = counts.get(best) ?? 0;
  return count >= GUTTER_ROWS && count >= GUTTER_SHARE * rows.length ? best : null;
}

function splitAt(line: PdfLine, x: number): readonly PdfLine[] {
  const gap = line.gaps.find((span) => parts(span, x));
  if (!gap) return [line];
  const { offset, from, to } = gap;
  const later = line.gaps.filter((other) => other.offset > offset);
  return [
    {
      ...line,
      text: line.text.slice(0, offset),
      right: from,
      gaps: line.gaps.filter((other) => other.offset < offset),
    },
    {
      ...line,
      text: line.text.slice(offset),
      left: to,
      gaps: later.map((other) => ({ ...other, offset: other.offset - offset })),
    },
  ];
}

function isColumn(lines: readonly PdfLine[]): boolean {
  return lines.filter((line) => opensSmall(line.text)).length >= PROSE_SHARE * lines.length;
}

type Columns = { readonly gutter: number; readonly pieces: readonly PdfLine[] };

/** Two columns of running prose and the gutter between them; null where the region is something else. */
function columnsOf(rows: readonly Row[]): Columns | null {
  const gutter = gutterOf(rows);
  if (gutter === null) return null;
  const pieces = rows.flat().flatMap((line) => splitAt(line, gutter));
  const left = pieces.filter((line) => line.right <= gutter);
  const right = pieces.filter((line) => line.left >= gutter);
  return isColumn(left) && isColumn(right) ? { gutter, pieces } : null;
}

/** Column after column, each from top to bottom; what spans the gutter parts what is above from what is below. */
function byColumns(lines: readonly PdfLine[]): readonly PdfLine[] {
  const rows = rowsOf(lines);
  const columns = columnsOf(rows);
  if (columns === null) return rows.flat();
  const ordered: PdfLine[] = [];
  let left: PdfLine[] = [];
  let right: PdfLine[] = [];
  const flush = (): void => {
    ordered.push(...byColumns(left), ...byColumns(right));
    left = [];
    right = [];
  };
  for (const line of columns.pieces) {
    if (line.right <= columns.gutter) left.push(line);
    else if (line.left >= columns.gutter) right.push(line);
    else {
      flush();
      ordered.push(line);
    }
  }
  flush();
  return ordered;
}

/** Whether the file draws both columns of a row before it goes on to the next row. */
function isDrawnAcross(lines: readonly PdfLine[]): boolean {
  const rows = rowsOf(lines);
  const columns = columnsOf(rows);
  if (columns === null) return false;
  const places = new Map(lines.map((line, index) => [line, index]));
  const parted = rows.filter((row) => whiteOf(row).some((span) => parts(span, columns.gutter)));
  const across = parted.filter((row) => {
    const before = row.findLast((line) => line.left < columns.gutter);
    const after = row.find((line) => line.right > columns.gutter);
    if (!before || !after) return false;
    return before === after || (places.get(before) ?? 0) + 1 === places.get(after);
  });
  return across.length >= parted.length / 2;
}

/** Whether the file draws the page from the bottom up, or in no order at all. */
function isDrawnBackwards(lines: readonly PdfLine[]): boolean {
  const steps = lines.slice(1).map((line, index) => ({ line, previous: lines[index] ?? line }));
  const back = steps.filter(
    ({ line, previous }) =>
      line.y < previous.y - 0.5 * line.size && line.left < previous.right && previous.left < line.right,
  );
  return back.length > BACKWARD_SHARE * steps.length;
}

/**
 * A page's lines in the order in which a person reads them. The file's own order is kept, since its
 * writer knew better than geometry does, unless it visibly runs across two columns or up the page.
 */
export function inReadingOrder(lines: readonly PdfLine[]): readonly PdfLine[] {
  return isDrawnBackwards(lines) || isDrawnAcross(lines) ? byColumns(lines) : lines;
}
