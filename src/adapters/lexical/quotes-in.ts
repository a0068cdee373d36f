import { outputQuotes, type Quote, sourceQuotes } from "./support.ts";
import type { TextPair } from "./text-pair.ts";

/** A shorter sentence may stand in an utterance by chance. */
const SHORTEST_QUOTE = 15;

/** The sentences of the output and the source that an utterance quotes whole. */
export function quotesIn(utterance: string, pair: TextPair): readonly Quote[] {
  return [...outputQuotes(pair), ...sourceQuotes(pair)].filter(
    ({ quote }) => quote.length >= SHORTEST_QUOTE && utterance.includes(quote),
  );
}
