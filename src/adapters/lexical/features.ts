import type { OutputFeatures } from "./text-pair.ts";
import type { View } from "./view.ts";

/** How often each source sentence was drawn: all ones for the source as it is. */
export type SentenceDraw = Uint16Array;

/** The measurements that ratings are made of; lexical.md says what each is. */
export type Features = OutputFeatures & {
  readonly cosmean: number;
  readonly cosmin: number;
  readonly lcsmin: number;
  readonly pairmin: number;
  readonly nsplice: number;
  readonly inv: number;
  readonly unlicrep: number;
  readonly leadcov: number;
  readonly tf2cov: number;
};

/** The index of the largest drawn entry, or -1 where none was drawn. The first of equals. */
function bestDrawn(row: Float64Array, draw: SentenceDraw): number {
  let best = -1;
  for (let index = 0; index < row.length; index++)
    if (draw[index]! > 0 && (best < 0 || row[index]! > row[best]!)) best = index;
  return best;
}

const valueAt = (row: Float64Array, index: number): number => (index < 0 ? 0 : row[index]!);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

/** Measures a view on the drawn source sentences. The output must hold at least one sentence. */
export function measureFeatures(view: View, draw: SentenceDraw): Features {
  const { pair, cosine, covered, repeated } = view;
  const isDrawn = (index: number): boolean => draw[index]! > 0;
  const best = cosine.map((row) => bestDrawn(row, draw));
  const support = cosine.map((row, index) => valueAt(row, best[index]!));
  const pairShares = pair.pairs
    .filter((pairs) => pairs.length > 0)
    .map((pairs) => pairs.filter((sentences) => sentences.some(isDrawn)).length / pairs.length);

  let leadHeld = 0;
  let leadTotal = 0;
  for (const [index, share] of covered.entries()) {
    const weight = draw[index]! / Math.sqrt(1 + index);
    leadHeld += weight * share;
    leadTotal += weight;
  }
  let repeatHeld = 0;
  let repeatTotal = 0;
  for (const term of repeated) {
    let count = 0;
    for (const [index, times] of term.counts) count += draw[index]! * times;
    if (count < 2) continue;
    repeatTotal += term.weight * (count - 1);
    if (term.isCovered) repeatHeld += term.weight * (count - 1);
  }

  return {
    ...pair.own,
    cosmean: mean(support),
    cosmin: Math.min(...support),
    lcsmin: Math.min(...pair.lcs.map((row) => valueAt(row, bestDrawn(row, draw)))),
    pairmin: pairShares.length === 0 ? 1 : Math.min(...pairShares),
    nsplice: pair.bigrams.filter(
      ([both, first, second]) => !both.some(isDrawn) && first.some(isDrawn) && second.some(isDrawn),
    ).length,
    inv: best.filter((index, position) => position > 0 && index <= best[position - 1]!).length,
    unlicrep: pair.repeats.reduce((sum, row, index) => sum + valueAt(row, best[index]!), 0),
    leadcov: leadTotal === 0 ? 0 : leadHeld / leadTotal,
    tf2cov: repeatTotal === 0 ? 0 : repeatHeld / repeatTotal,
  };
}
