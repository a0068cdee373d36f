import type { CitedIn } from "../../domain/debate.ts";
import type { AnalysedSentence } from "./analysed-text.ts";
import type { Family } from "./families.ts";
import type { TextPair } from "./text-pair.ts";
import type { View } from "./view.ts";

export type Quote = { readonly in: CitedIn; readonly quote: string };

const LONGEST_QUOTE = 400;

/** A sentence as a quote: word for word, cut between words where it is very long. */
function quoteOf(where: CitedIn, { text }: AnalysedSentence): Quote {
  if (text.length <= LONGEST_QUOTE) return { in: where, quote: text };
  const cut = text.lastIndexOf(" ", LONGEST_QUOTE);
  return { in: where, quote: text.slice(0, cut > 0 ? cut : LONGEST_QUOTE) };
}

export function outputQuotes({ output }: TextPair): readonly Quote[] {
  return output.map((sentence) => quoteOf("output", sentence));
}

export function sourceQuotes({ source, sourceEnd }: TextPair): readonly Quote[] {
  return source.sentences.map((sentence) =>
    quoteOf(sentence.start < sourceEnd ? "source" : "output", sentence),
  );
}

/**
 * How well the source supports each output sentence, 0 to 1: its best cosine with a source sentence or, for
 * consistency, the share of its neighbouring content terms that stand together in one source sentence.
 */
export function outputSupport(view: View, family: Family): readonly number[] {
  if (family !== "consistency") return view.cosine.map((row) => Math.max(...row));
  return view.pair.pairs.map((pairs) =>
    pairs.length === 0 ? 1 : pairs.filter((sentences) => sentences.length > 0).length / pairs.length,
  );
}

/** What a panelist can point at: a telling sentence and, for one of the output, the source sentence closest to it. */
type Point = readonly [telling: Quote, ...nearest: readonly Quote[]];

function outputPoints(view: View, family: Family, isFavourable: boolean): readonly Point[] {
  const [telling, held] = [outputQuotes(view.pair), sourceQuotes(view.pair)];
  const direction = isFavourable ? -1 : 1;
  return outputSupport(view, family)
    .map((support, index) => ({ support, index }))
    .sort((a, b) => direction * (a.support - b.support) || a.index - b.index)
    .map(({ index }): Point => {
      const row = view.cosine[index]!;
      return [telling[index]!, held[row.indexOf(Math.max(...row))]!];
    });
}

/** Source sentences by how much (or how little) of them the output holds, early ones weighed most. */
function sourcePoints(view: View, isFavourable: boolean): readonly Point[] {
  return sourceQuotes(view.pair)
    .map((quote, index) => {
      const share = view.covered[index]!;
      return { quote, weight: (isFavourable ? share : 1 - share) / Math.sqrt(1 + index) };
    })
    .sort((a, b) => b.weight - a.weight)
    .map(({ quote }): Point => [quote]);
}

/** The points that bear out a favourable or an unfavourable view of one family, the most telling first. */
export function pointsFor(view: View, family: Family, isFavourable: boolean): readonly Point[] {
  return family === "relevance" ? sourcePoints(view, isFavourable) : outputPoints(view, family, isFavourable);
}
