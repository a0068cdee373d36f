import { mean } from "simple-statistics";
import { type AnnotatorRatings, othersOf } from "./annotator-table.ts";

/** One annotator's ratings beside the mean of the others', on the items where both exist. */
export type LeftOutAnnotator = {
  readonly annotator: number;
  readonly items: readonly number[];
  readonly own: readonly number[];
  readonly others: readonly number[];
};

/**
 * Leave-one-annotator-out: each annotator against the mean of the others. The mean over annotators of
 * the correlation of the two sides is the ceiling beside which a panel's correlation is read. An
 * annotator who shares no item with another is left out.
 *
 * @example leaveOneOut([[1, 2], [3, null], [5, 4]])[0] // { annotator: 0, items: [0, 1], own: [1, 2], others: [4, 4] }
 */
export function leaveOneOut(ratings: AnnotatorRatings): readonly LeftOutAnnotator[] {
  return ratings.flatMap((row, annotator) => {
    const shared = row.flatMap((own, item) => {
      const others = othersOf(ratings, annotator, item);
      return own === null || others.length === 0 ? [] : [{ item, own, others: mean([...others]) }];
    });
    if (shared.length === 0) return [];
    return [
      {
        annotator,
        items: shared.map(({ item }) => item),
        own: shared.map(({ own }) => own),
        others: shared.map(({ others }) => others),
      },
    ];
  });
}
