import type { Chunk, Document } from "../domain/corpus.ts";
import type { Evidence } from "../domain/persona.ts";
import { isVerbatim } from "../domain/verbatim.ts";
import { unescapeText } from "../prompts/fence.ts";
import { countWords } from "./content-words.ts";
import { locateQuote } from "./locate-quote.ts";

/** Fewer words stand in any text. */
const FEWEST_WORDS = 4;

/**
 * A quote that a model gave for a passage as evidence, cut from the document itself; null where it does
 * not stand in that passage word for word, or its page's raw text does not hold it.
 */
export function checkEvidence(quote: string, passage: Chunk, document: Document): Evidence | null {
  const span = locateQuote(passage.text, unescapeText(quote));
  if (span === null) return null;
  const start = passage.start + span.start;
  const end = passage.start + span.end;
  const words = document.text.slice(start, end);
  const page = document.pages.find((candidate) => candidate.start <= start && end <= candidate.end);
  if (page === undefined || countWords(words) < FEWEST_WORDS || !isVerbatim(page.raw, words)) return null;
  return { document: document.id, page: page.number, chunk: passage.id, start, end, quote: words };
}
