import { isStopWord } from "../domain/content-words.ts";

/** Where a piece stands in a text: `text.slice(start, end)`. */
export type Span = { readonly start: number; readonly end: number };

/** Abbreviations whose full stop ends no sentence. */
const INNER_ABBREVIATIONS = new Set(
  "e.g i.e eg ie cf vs viz fig figs eq eqs ref refs sec ch vol pp eds dr drs mr mrs ms prof st gen col lt".split(
    " ",
  ),
);
/** Abbreviations that may stand last in a sentence: they do where a word of grammar with a capital follows. */
const ANY_ABBREVIATIONS = new Set(
  "al etc no ed sr jr rev dept univ approx resp incl ca est ph.d m.d b.sc m.sc u.s u.k u.n e.u a.m p.m".split(
    " ",
  ),
);

const BOUNDARY = /[.!?…]+["'”’)\]]*(?=\s|$)|\n\s*/g;
const STARTS_A_LINE = /^(?:[-*•–▪◦]\s|#{1,6}\s|\(?\d{1,2}[.)]\s)/u;

function isAbbreviation(before: string, after: string): boolean {
  const word = /[\p{L}.]+$/u.exec(before)?.[0].toLowerCase() ?? "";
  if (INNER_ABBREVIATIONS.has(word)) return true;
  // "1." at the start of a line numbers what follows.
  if (/(?:^|\n)\s*\(?\d{1,2}$/u.test(before)) return true;
  if (!ANY_ABBREVIATIONS.has(word) && !/^\p{L}$/u.test(word)) return false;
  const next = /^\s*["'“‘([]*(\p{Lu}\p{L}*)/u.exec(after)?.[1];
  return next === undefined ? after.trim() !== "" : !isStopWord(next.toLowerCase());
}

/** Three quarters of a text's lines are at most this long: how wide it was set. */
function lineWidth(text: string): number {
  const lengths = text
    .split("\n")
    .map((line) => line.trim().length)
    .filter((length) => length > 0)
    .sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.75)] ?? 0;
}

/** Whether a line break ends a sentence: at a blank line, round a list item or a heading, or after a short line. */
function endsLine(line: string, gap: string, after: string, width: number): boolean {
  if (/\n[^\S\n]*\n/.test(gap) || STARTS_A_LINE.test(after) || /^#{1,6}\s/.test(line)) return true;
  return line.length < width * 0.6 && /^["'“‘([]*[\p{Lu}\p{N}]/u.test(after);
}

/**
 * The sentences of a text as spans without white space at their ends, in order. Full stops of
 * abbreviations (et al., e.g., Fig., Dr.), initials and numbers end none; blank lines, list items and headings do.
 *
 * @example splitSentences("See Fig. 2. It fell to 3.5 mg.").length // 2
 */
export function splitSentences(text: string): readonly Span[] {
  const width = lineWidth(text);
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    const piece = text.slice(start, end);
    const from = start + piece.length - piece.trimStart().length;
    const to = start + piece.trimEnd().length;
    if (to > from) spans.push({ start: from, end: to });
    start = end;
  };
  for (const match of text.matchAll(BOUNDARY)) {
    const [mark] = match;
    const end = match.index + mark.length;
    const after = text.slice(end, end + 40);
    if (mark.startsWith("\n")) {
      const line = text.slice(text.lastIndexOf("\n", match.index - 1) + 1, match.index).trim();
      if (endsLine(line, mark, after, width)) close(end);
      continue;
    }
    const before = text.slice(Math.max(start, match.index - 20), match.index);
    const isInner = /^\s*[\p{Ll},;:)\]]/u.test(after) && !/^\s*\n\s*\n/.test(after);
    if (!isInner && !(mark.startsWith(".") && isAbbreviation(before, after))) close(end);
  }
  close(text.length);
  return spans;
}
