import type { Corpus } from "../domain/corpus.ts";
import type { Evidence } from "../domain/persona.ts";
import { isVerbatim } from "../domain/verbatim.ts";
import type { ChosenDimension } from "./choose-dimensions.ts";
import { type Candidate, representativePassages } from "./representative-passages.ts";
import { standsIn } from "./settle-stakeholder.ts";

/** Words of passages that a persona is given to look into: some six or seven. */
const WORDS = 900;

/**
 * What a persona may look into when it judges: passages of the documents that it quotes in which its people stand, close
 * to what it looks at and unlike each other. Each is verbatim on its page, like a quote.
 */
export function personaPassages(
  { own, adopted }: ChosenDimension,
  candidates: readonly Candidate[],
  { documents }: Corpus,
): readonly Evidence[] {
  const quoted = new Set(
    [own, ...adopted].flatMap(({ evidence }) => evidence.map(({ document }) => document)),
  );
  const pageOf = new Map(documents.filter(({ id }) => quoted.has(id)).map(({ id, pages }) => [id, pages]));
  const fitting = candidates.filter(({ chunk: { document, page, text } }) => {
    const raw = pageOf.get(document)?.find(({ number }) => number === page)?.raw;
    return raw !== undefined && standsIn(own.stakeholder, text) && isVerbatim(raw, text);
  });
  return representativePassages(fitting, own.what, WORDS).map(({ id, document, page, start, end, text }) => ({
    document,
    page,
    chunk: id,
    start,
    end,
    quote: text,
  }));
}
