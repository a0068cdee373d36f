import { countWords } from "../domain/content-words.ts";
import type { Chunk, Document } from "../domain/corpus.ts";
import type { Evidence } from "../domain/persona.ts";
import { isVerbatim } from "../domain/verbatim.ts";
import { unescapeText } from "../prompts/fence.ts";
import { locateQuote } from "./locate-quote.ts";
import { type Span, splitSentences } from "./split-sentences.ts";

/** Fewer words stand in any text. */
const FEWEST_WORDS = 4;
/** A passage quoted whole points at nothing: of a longer quote the first sentences stand for it. */
const MOST_WORDS = 80;

function firstSentences(text: string, { start, end }: Span): Span {
  const sentences = splitSentences(text.slice(start, end));
  const fitting = sentences.filter(
    (sentence, at) => at === 0 || countWords(text.slice(start, start + sentence.end)) <= MOST_WORDS,
  );
  return { start, end: start + (fitting.at(-1)?.end ?? end - start) };
}

/**
 * A quote that a model gave for a passage as evidence, cut from the document itself; null where it does
 * not stand in that passage word for word, or its page's raw text does not hold it.
 *
 * @example checkEvidence("an invented sentence", passage, document) // null
 */
export function checkEvidence(quote: string, passage: Chunk, document: Document): Evidence | null {
  const span = locateQuote(passage.text, unescapeText(quote));
  if (span === null) return null;
  const shown = firstSentences(passage.text, span);
  const start = passage.start + shown.start;
  const end = passage.start + shown.end;
  const words = document.text.slice(start, end);
  const page = document.pages.find((candidate) => candidate.start <= start && end <= candidate.end);
  if (page === undefined || countWords(words) < FEWEST_WORDS || !isVerbatim(page.raw, words)) return null;
  return { document: document.id, page: page.number, chunk: passage.id, start, end, quote: words };
}
