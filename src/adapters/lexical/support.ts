import type { CitedIn } from "../../domain/debate.ts";
import type { AnalysedSentence } from "./analysed-text.ts";
import type { Family } from "./families.ts";
import type { TextPair } from "./text-pair.ts";
import type { View } from "./view.ts";

export type Quote = { readonly in: CitedIn; readonly quote: string };

const LONGEST_QUOTE = 400;

/** A sentence as a quote: word for word, cut between words where it is very long. */
export function quoteOf(where: CitedIn, sentence: AnalysedSentence): Quote {
  const { text } = sentence;
  if (text.length <= LONGEST_QUOTE) return { in: where, quote: text };
  const cut = text.lastIndexOf(" ", LONGEST_QUOTE);
  return { in: where, quote: text.slice(0, cut > 0 ? cut : LONGEST_QUOTE) };
}

function pairShare(pairs: TextPair["pairs"][number]): number {
  return pairs.length === 0 ? 1 : pairs.filter((sentences) => sentences.length > 0).length / pairs.length;
}

/**
 * How well the source supports each output sentence, 0 to 1: its best cosine with a source sentence or, for
 * consistency, the share of its neighbouring content terms that stand together in one source sentence.
 */
export function outputSupport(view: View, family: Family): readonly number[] {
  if (family === "consistency") return view.pair.pairs.map(pairShare);
  return view.cosine.map((row) => Math.max(...row));
}

/** Index of the largest value; the first of equals. */
export function indexOfMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < values.length; index++) if (values[index]! > values[best]!) best = index;
  return best;
}

/** The source sentence that is closest to an output sentence. */
export function nearestSource(view: View, outputIndex: number): AnalysedSentence | undefined {
  const row = view.cosine[outputIndex];
  return row === undefined ? undefined : view.pair.source.sentences[indexOfMax(row)];
}

/** Source sentences in order of what their coverage tells: the most (or least) covered first, early ones before late. */
export function sourceByCoverage(view: View, isFavourable: boolean): readonly AnalysedSentence[] {
  return view.pair.source.sentences
    .map((sentence, index) => {
      const share = view.covered[index] ?? 0;
      return { sentence, telling: (isFavourable ? share : 1 - share) / Math.sqrt(1 + index) };
    })
    .sort((a, b) => b.telling - a.telling)
    .map(({ sentence }) => sentence);
}

/** Output sentences in order of support: best first where the view is favourable, else worst first. */
export function outputBySupport(view: View, family: Family, isFavourable: boolean): readonly number[] {
  const support = outputSupport(view, family);
  const direction = isFavourable ? -1 : 1;
  return support.map((_, index) => index).sort((a, b) => direction * (support[a]! - support[b]!) || a - b);
}

/** The quotes that bear a view of one family out, most telling first. */
export function tellingQuotes(view: View, family: Family, isFavourable: boolean): readonly Quote[] {
  if (family === "relevance") {
    return sourceByCoverage(view, isFavourable).map((sentence) => quoteOf("source", sentence));
  }
  return outputBySupport(view, family, isFavourable).flatMap((index) => {
    const sentence = view.pair.output[index];
    return sentence === undefined ? [] : [quoteOf("output", sentence)];
  });
}
