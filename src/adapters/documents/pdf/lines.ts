import { heaviest } from "./heaviest.ts";

/** What pdf.js says of one run of glyphs, as far as it is used here. */
export type PdfItem = {
  readonly str: string;
  readonly width: number;
  readonly height: number;
  /** Glyph space to page space: `[a, b, c, d, x, y]`. */
  readonly transform: readonly number[];
  readonly fontName: string;
  readonly hasEOL: boolean;
};

/** One page as it was read: pdf-parse's text, and the runs of glyphs that it was put together from. */
export type PdfPage = {
  readonly number: number;
  readonly raw: string;
  readonly items: readonly PdfItem[];
  /** Page space to a view whose y axis points down: `[a, b, c, d, x, y]`. */
  readonly view: readonly number[];
};

/** A line of a page, in points, y downwards. */
export type PdfLine = {
  readonly page: number;
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  /** The fonts in it, that of most of its text first. */
  readonly fonts: readonly string[];
  /** Stretches of white inside the line that are wider than a word space. */
  readonly gaps: readonly LineGap[];
};

/** White between two runs of a line; `offset` is where the second begins in the line's text. */
export type LineGap = { readonly from: number; readonly to: number; readonly offset: number };

type Run = Pick<PdfLine, "text" | "left" | "right" | "y" | "size"> & {
  readonly font: string;
  /** Quarter turns by which the run is rotated. */
  readonly turns: number;
  readonly startsLine: boolean;
};

/** A word space is .25 to .6 em wide, even in justified lines; white wider than this sets columns or cells apart. */
const GAP_EMS = 1.2;
/** Baselines nearer than this are one line: what lies between them is a subscript or a superscript. */
const SAME_LINE_EMS = 0.6;

const at = (numbers: readonly number[], index: number): number => numbers[index] ?? 0;

/** Maps a vector of the page into its view. */
function toView(view: readonly number[], x: number, y: number): readonly [number, number] {
  return [at(view, 0) * x + at(view, 2) * y, at(view, 1) * x + at(view, 3) * y];
}

function placeRun(page: PdfPage, item: PdfItem, startsLine: boolean): Run {
  const { transform, str: text, fontName: font, height: size } = item;
  const [dx, dy] = toView(page.view, at(transform, 0), at(transform, 1));
  const turns = (Math.round(Math.atan2(dy, dx) / (Math.PI / 2)) + 4) % 4;
  const [x, y] = toView(page.view, at(transform, 4), at(transform, 5));
  const left = x + at(page.view, 4);
  return { text, left, right: left + item.width, y: y + at(page.view, 5), size, font, turns, startsLine };
}

/** The page's runs, each knowing whether the parser put a line break before it. */
function placeRuns(page: PdfPage): readonly Run[] {
  const runs: Run[] = [];
  let cursor = 0;
  let startsLine = true;
  for (const item of page.items) {
    const start = page.raw.indexOf(item.str, cursor);
    if (start < 0 || page.raw.slice(cursor, start).trim() !== "")
      throw new Error(`page ${page.number}: the runs of glyphs do not add up to the page's text`);
    startsLine ||= page.raw.slice(cursor, start).includes("\n");
    cursor = start + item.str.length;
    if (item.str !== "") {
      runs.push(placeRun(page, item, startsLine));
      startsLine = false;
    }
    startsLine ||= item.hasEOL;
  }
  return runs;
}

/** Turns the page so that most of its text lies level, and leaves out what then does not. */
function levelRuns(runs: readonly Run[]): readonly Run[] {
  const turns =
    heaviest(
      runs,
      (run) => run.turns,
      (run) => run.text.trim().length,
    ) ?? 0;
  const level = runs.filter((run) => run.turns === turns || run.text.trim() === "");
  if (turns === 0) return level;
  const cos = [1, 0, -1, 0][turns] ?? 1;
  const sin = [0, 1, 0, -1][turns] ?? 0;
  return level.map((run) => {
    const left = run.left * cos + run.y * sin;
    return { ...run, left, right: left + run.right - run.left, y: run.y * cos - run.left * sin };
  });
}

function gapsOf(runs: readonly Run[], size: number): readonly LineGap[] {
  const gaps: LineGap[] = [];
  let offset = 0;
  let reached: number | null = null;
  for (const run of runs) {
    if (isInked(run)) {
      if (reached !== null && run.left - reached > GAP_EMS * size)
        gaps.push({
          from: reached,
          to: run.left,
          offset: offset + (run.text.length - run.text.trimStart().length),
        });
      reached = Math.max(reached ?? run.right, run.right);
    }
    offset += run.text.length;
  }
  return gaps;
}

const isInked = (run: Run): boolean => run.text.trim() !== "";

type Extent = Pick<PdfLine, "left" | "right" | "y" | "size" | "fonts">;

function extentOf(inked: readonly Run[]): Extent | null {
  const weight = (run: Run): number => run.text.trim().length;
  const size = heaviest(inked, (run) => run.size, weight);
  const y = heaviest(inked, (run) => run.y, weight);
  const font = heaviest(inked, (run) => run.font, weight);
  if (size === null || y === null || font === null) return null;
  const left = Math.min(...inked.map((run) => run.left));
  const right = Math.max(...inked.map((run) => run.right));
  return { left, right, y, size, fonts: [...new Set([font, ...inked.map((run) => run.font)])] };
}

function toLine(page: PdfPage, runs: readonly Run[]): PdfLine | null {
  const extent = extentOf(runs.filter(isInked));
  if (extent === null) return null;
  const text = runs.map((run) => run.text).join("");
  return { page: page.number, text, ...extent, gaps: gapsOf(runs, extent.size) };
}

/** Whether the second line goes on where the first stops: a raised or lowered sign can part what is one line. */
function continues(line: readonly Run[], next: readonly Run[]): boolean {
  const [before, after] = [line, next].map((runs) => extentOf(runs.filter(isInked)));
  if (!before || !after) return true;
  const size = Math.max(before.size, after.size);
  const white = after.left - before.right;
  return Math.abs(before.y - after.y) < SAME_LINE_EMS * size && Math.abs(white) < size;
}

/**
 * The lines of a page in the order in which the file draws them. Words and the white between them are
 * those of pdf-parse's text, so that what is put together from lines can be found there.
 */
export function linesOfPage(page: PdfPage): readonly PdfLine[] {
  const lines: Run[][] = [];
  for (const run of levelRuns(placeRuns(page))) {
    if (run.startsLine || lines.length === 0) lines.push([]);
    lines.at(-1)?.push(run);
  }
  const merged: Run[][] = [];
  for (const line of lines) {
    const previous = merged.at(-1);
    const [first, ...rest] = line;
    if (previous && first && continues(previous, line))
      previous.push({ ...first, text: `\n${first.text}` }, ...rest);
    else merged.push([...line]);
  }
  return merged.flatMap((runs) => toLine(page, runs) ?? []);
}
