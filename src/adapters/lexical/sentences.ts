import { STOP_WORDS } from "./stop-words.ts";

/** A sentence and where it stands: `text.slice(start, end)`, without white space at its ends. */
export type Sentence = { readonly start: number; readonly end: number; readonly text: string };

/** A sentence's end, with closing quotes and brackets; or a break between lines. */
const BOUNDARY = /(?<![.!?…])[.!?…]+["'”’»)\]]*(?=\s|$)|\n\s*/g;
const ABBREVIATIONS = new Set(
  "mr mrs ms dr prof st vs cf al approx dept inc ltd corp jr sr rev gen col sgt capt lt gov sen rep ca resp incl".split(
    " ",
  ),
);
/** Abbreviations before a number only. */
const NUMBERED = new Set(
  "no fig figs eq vol ref refs p pp sec ch jan feb mar apr jun jul aug sep sept oct nov dec".split(" "),
);
const LABEL_OR_BULLET = /^(?:[-*•–]\s|\(?\d{1,2}[.)]\s|\p{Lu}[\p{L}\p{N} ]{0,24}:\s)/u;
const OPENS_ANEW = /^["'“‘([]*[\p{Lu}\p{N}]/u;

/** Lines that were wrapped are about this long; a shorter one that nothing continues is a heading or a turn. */
const WRAPPED_LINE = 60;

function isAbbreviation(before: string, after: string): boolean {
  const word =
    /(\S+)$/
      .exec(before)?.[1]
      ?.replace(/^["'“‘([]+/, "")
      .toLowerCase() ?? "";
  if (ABBREVIATIONS.has(word) || (NUMBERED.has(word) && /^\s*\d/.test(after))) return true;
  if (/^\d{1,2}$/.test(word) && /(?:^|\n)\s*\d{1,2}$/.test(before)) return true;
  if (!/^(?:\p{L}|\p{L}(?:\.\p{L})+)$/u.test(word) || word === "i") return false;
  const next = /^\s*["'“‘([]*(\p{Lu}\p{L}*)/u.exec(after)?.[1];
  return next === undefined || !STOP_WORDS.has(next.toLowerCase());
}

function isLineBreakBoundary(line: string, gap: string, after: string): boolean {
  if (gap.split("\n").length > 2 || LABEL_OR_BULLET.test(after)) return true;
  return line.length < WRAPPED_LINE && OPENS_ANEW.test(after);
}

/**
 * Cuts a text into sentences at `.`, `!`, `?`, at blank lines, and before labels, bullets and new turns. An
 * unterminated tail counts. Offsets are UTF-16 units.
 *
 * @example splitSentences("It works. Dr. May agrees.").map((s) => s.text) // ["It works.", "Dr. May agrees."]
 */
export function splitSentences(text: string): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const from = start + (raw.length - raw.trimStart().length);
    const trimmed = raw.trim();
    if (trimmed !== "") sentences.push({ start: from, end: from + trimmed.length, text: trimmed });
    start = end;
  };
  for (const match of text.matchAll(BOUNDARY)) {
    const [mark] = match;
    const end = match.index + mark.length;
    const after = text.slice(end, end + 40);
    if (mark.startsWith("\n")) {
      const line = text.slice(text.lastIndexOf("\n", match.index - 1) + 1, match.index);
      if (isLineBreakBoundary(line, mark, after)) close(end);
    } else if (
      mark !== "." ||
      !isAbbreviation(text.slice(Math.max(start, match.index - 40), match.index), after)
    ) {
      close(end);
    }
  }
  close(text.length);
  return sentences;
}
