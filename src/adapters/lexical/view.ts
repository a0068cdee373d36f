import { countsOf } from "./analysed-text.ts";
import type { Lens } from "./lens.ts";
import type { TextPair } from "./text-pair.ts";

/** A salient term weighs 1 + this. */
const SALIENT_WEIGHT = 3;

/** A pair of texts as one panelist sees it: similarity and coverage weighed by its salient terms. */
export type View = {
  readonly pair: TextPair;
  /** TF-IDF cosine, by output and source sentence. */
  readonly cosine: readonly Float64Array[];
  /** Share of each source sentence's content, weighed, that the output holds. */
  readonly covered: Float64Array;
  /** Terms that the source repeats: weight, whether the output holds it, counts by source sentence. */
  readonly repeated: readonly {
    readonly weight: number;
    readonly isCovered: boolean;
    readonly counts: readonly (readonly [sentence: number, count: number])[];
  }[];
};

type Weighted = { readonly weights: ReadonlyMap<string, number>; readonly norm: number };

function weighted(counts: ReadonlyMap<string, number>, weightOf: (term: string) => number): Weighted {
  const weights = new Map([...counts].map(([term, count]) => [term, count * weightOf(term)]));
  const norm = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return { weights, norm };
}

function cosine(a: Weighted, b: Weighted): number {
  if (a.norm === 0 || b.norm === 0) return 0;
  let dot = 0;
  for (const [term, weight] of a.weights) dot += weight * (b.weights.get(term) ?? 0);
  return dot / (a.norm * b.norm);
}

/** Looks at a pair of texts through a panelist's salient terms (none for an empty seat). */
export function viewPair(pair: TextPair, lens: Lens): View {
  const { source, output, outputTerms } = pair;
  const salience = (term: string): number => (lens.has(term) ? 1 + SALIENT_WEIGHT : 1);
  const weightOf = (term: string): number => source.idf(term) * salience(term);
  const sourceRows = source.termCounts.map((counts) => weighted(counts, weightOf));
  const outputRows = output.map((sentence) => weighted(countsOf(sentence.terms), weightOf));
  const covered = source.termCounts.map((counts) => {
    const terms = [...counts.keys()];
    const total = terms.reduce((sum, term) => sum + weightOf(term), 0);
    const held = terms.filter((term) => outputTerms.has(term)).reduce((sum, term) => sum + weightOf(term), 0);
    return total === 0 ? 0 : held / total;
  });
  return {
    pair,
    cosine: outputRows.map((row) => Float64Array.from(sourceRows, (other) => cosine(row, other))),
    covered: Float64Array.from(covered),
    repeated: [...source.terms].map(([term, sentences]) => ({
      weight: salience(term),
      isCovered: outputTerms.has(term),
      counts: sentences.map((index): readonly [number, number] => [
        index,
        source.termCounts[index]?.get(term) ?? 0,
      ]),
    })),
  };
}
