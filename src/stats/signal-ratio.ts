import { type PairTerms, pairMean } from "./pair-terms.ts";

/** Bits of the facets that λ needs, in the order in which cells are given: item, rater, then others. */
const ITEM = 1;
const ITEM_RATER = 3;

/** λ with its parts: signal is the raters' variance given the item, noise the runs'. */
export type SignalRatio = { readonly signal: number; readonly noise: number; readonly ratio: number | null };

/**
 * λ = (σ²_rater + σ²_item×rater) / σ²_run from pair terms over item, rater and any further facets:
 * what two raters of an item differ by beyond one rater's own runs, over the latter. `run` is the set
 * of facets that two runs of one cell share. Bias-free numerator, so it may be negative.
 * The ratio is null without run variance; all is null without the pairs.
 *
 * @example signalRatio(pairTerms(cells), 3) // { signal, noise, ratio }
 */
export function signalRatio(terms: PairTerms, run: number): SignalRatio | null {
  const different = pairMean(terms, ITEM);
  const same = pairMean(terms, ITEM_RATER);
  const noise = pairMean(terms, run);
  if (different === null || same === null || noise === null) return null;
  const signal = different - same;
  return { signal, noise, ratio: noise > 0 ? signal / noise : null };
}
