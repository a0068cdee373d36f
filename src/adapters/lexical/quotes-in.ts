import type { Quote } from "./support.ts";
import { quoteOf } from "./support.ts";
import type { TextPair } from "./text-pair.ts";

/** A shorter sentence may stand in an utterance by chance. */
const SHORTEST_QUOTE = 15;

/** The sentences of the output and the source that an utterance quotes whole. */
export function quotesIn(
  utterance: string,
  { output, source }: Pick<TextPair, "output" | "source">,
): readonly Quote[] {
  return [
    ...output.map((sentence) => quoteOf("output", sentence)),
    ...source.sentences.map((sentence) => quoteOf("source", sentence)),
  ].filter(({ quote }) => quote.length >= SHORTEST_QUOTE && utterance.includes(quote));
}
