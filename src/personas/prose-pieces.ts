import { countWords, isStopWord, wordsOf } from "../domain/content-words.ts";
import type { Document } from "../domain/corpus.ts";
import { type Span, splitSentences } from "./split-sentences.ts";

/** A sentence of a document's prose, on one page. `run` changes wherever something was left out between two. */
export type ProsePiece = Span & {
  readonly page: number | null;
  readonly run: number;
  readonly words: number;
};

/** Sections whose sentences are no evidence of what anybody thinks. */
const LEFT_OUT =
  /^(?:references?|bibliography|works cited|literature cited|acknowledge?ments?|funding(?: statement)?|(?:competing|conflicts?|declarations?) (?:of )?interests?|author(?:s'?|s’)? contributions?|supporting information|supplementary (?:material|information)s?|data availability(?: statement)?|abbreviations|footnotes|provenance|trial registration)$/i;
/** Sections that end such a one in a text whose headings are not marked. */
const KNOWN_SECTION =
  /^(?:abstract|summary|introduction|background|methods?|materials and methods|results?|findings|discussion|conclusions?|limitations|appendix.*)$/i;

const LONGEST_PIECE = 120;

/** A heading's own words, without its marks and numbers; null where the piece is none. */
function headingOf(piece: string): string | null {
  const isMarked = /^#{1,6}\s/.test(piece);
  const words = piece
    .replace(/^#{1,6}\s+/, "")
    .replace(/^(?:\d+(?:\.\d+)*|[IVX]+)[.)]?\s+/, "")
    .trim();
  if (isMarked) return words;
  const looksLikeOne =
    !/\n/.test(piece) && !/[.!?,;]$/.test(words) && /^\p{Lu}/u.test(words) && countWords(words) <= 10;
  return looksLikeOne ? words.replace(/:$/, "") : null;
}

const CITATIONS = /[[(][\d,;–\- ]+[\])]/g;

/**
 * Whether a piece reads as a sentence. Tables, figures and lists of references, authors or addresses hold many
 * numbers, few letters and hardly a word of grammar.
 */
function isProse(piece: string): boolean {
  const plain = piece.replaceAll(CITATIONS, "");
  const words = wordsOf(plain);
  const numbers = plain.split(/\s+/).filter((token) => /\d/.test(token)).length;
  if (words.length < 8) return numbers < words.length * 0.4;
  const grammar = words.filter(isStopWord).length / words.length;
  if (grammar >= 0.3) return true;
  const isSentence = /^\p{Lu}/u.test(plain) && /[.!?…:]["'”’)\]]*\s*$/.test(plain);
  return grammar >= (isSentence ? 0.1 : 0.18) && numbers <= words.length * 0.25;
}

/** A number in brackets or the label of a box stands between sentences and parts none. */
function isMark(piece: string): boolean {
  return (
    !/[\p{L}\d]/u.test(piece.replaceAll(CITATIONS, "")) || /^(?:box|figure|fig|table)\.? \d+\.?$/i.test(piece)
  );
}

/** Cuts what no full stop ends (a poster, a list without marks) at white space. */
function cutLong(text: string, span: Span): readonly Span[] {
  const pieces: Span[] = [];
  let start = span.start;
  let words = 0;
  let end = span.start;
  for (const match of text.slice(span.start, span.end).matchAll(/\S+/g)) {
    if (words === LONGEST_PIECE) {
      pieces.push({ start, end });
      start = span.start + match.index;
      words = 0;
    }
    words++;
    end = span.start + match.index + match[0].length;
  }
  return [...pieces, { start, end }];
}

/** A sentence that a page break cuts stands on no page as a whole. */
function isCutByPage(text: string, span: Span, pageEnd: number, isFirst: boolean, isLast: boolean): boolean {
  const piece = text.slice(span.start, span.end);
  const before = text.slice(Math.max(0, span.start - 20), span.start);
  const startsInside = isFirst && /^\p{Ll}/u.test(piece) && /[^.!?…:"'”’)\]\s]["'”’)\]]*\s*$/.test(before);
  const endsInside =
    isLast && !/[.!?…:]["'”’)\]]*$/.test(piece) && /^\s*\p{Ll}/u.test(text.slice(pageEnd, pageEnd + 20));
  return startsInside || endsInside;
}

/**
 * The sentences of a document that are prose, in order: no headings, tables, reference lists or
 * acknowledgements, and none that a page break cuts in two.
 */
export function prosePieces(document: Document): readonly ProsePiece[] {
  const { text } = document;
  const pieces: ProsePiece[] = [];
  let run = 0;
  let isLeftOut = false;
  for (const page of document.pages) {
    run++;
    const spans = splitSentences(text.slice(page.start, page.end)).map((span) => ({
      start: page.start + span.start,
      end: page.start + span.end,
    }));
    for (const [index, span] of spans.entries()) {
      const piece = text.slice(span.start, span.end);
      const heading = headingOf(piece);
      const isMarked = piece.startsWith("#");
      if (heading !== null && LEFT_OUT.test(heading)) isLeftOut = true;
      else if (heading !== null && (isMarked || KNOWN_SECTION.test(heading))) isLeftOut = false;
      if (!isLeftOut && (isMarked || isMark(piece))) continue;
      const isCut = isCutByPage(text, span, page.end, index === 0, index === spans.length - 1);
      if (isLeftOut || isCut || !isProse(piece)) {
        run++;
        continue;
      }
      for (const part of cutLong(text, span))
        pieces.push({ ...part, page: page.number, run, words: countWords(text.slice(part.start, part.end)) });
    }
  }
  return pieces;
}
