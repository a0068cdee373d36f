/** Annotators × items: `ratings[annotator][item]`, null where an annotator did not rate an item. */
export type AnnotatorRatings = readonly (readonly (number | null)[])[];

/** The ratings that the annotators other than one gave an item. */
export function othersOf(ratings: AnnotatorRatings, annotator: number, item: number): readonly number[] {
  return ratings.flatMap((row, index) => {
    const value = row[item] ?? null;
    return index === annotator || value === null ? [] : [value];
  });
}
