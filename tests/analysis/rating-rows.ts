import { Rating } from "../../src/domain/rating.ts";
import { F1 } from "../stats/f1.ts";

/** A rating row with everything that a test does not care about filled in. */
export function rating(row: Partial<Rating>): Rating {
  return Rating.parse({ item: "i1", dimension: "clarity", arm: "grounded", rater: "r1", value: 3, ...row });
}

/** Fixture F1 as rating rows. */
export function f1Rows(fields: Partial<Rating> = {}): Rating[] {
  return F1.ratings.flatMap((raters, item) =>
    raters.flatMap((runs, rater) =>
      runs.map((value, replicate) =>
        rating({ item: `i${item + 1}`, rater: `r${rater + 1}`, replicate, value, scale: [1, 5], ...fields }),
      ),
    ),
  );
}

/** Ratings of a full design, one value for each item, rater and replicate. */
export function designRows(
  sizes: { readonly items: number; readonly raters: number; readonly replicates: number },
  ratingOf: (item: number, rater: number, replicate: number) => number,
  fieldsOf: (item: number, rater: number, replicate: number) => Partial<Rating> = () => ({}),
): Rating[] {
  const range = (size: number): number[] => Array.from({ length: size }, (_, index) => index);
  return range(sizes.items).flatMap((item) =>
    range(sizes.raters).flatMap((rater) =>
      range(sizes.replicates).map((replicate) =>
        rating({
          item: `i${String(item).padStart(4, "0")}`,
          rater: `r${String(rater).padStart(3, "0")}`,
          replicate,
          value: ratingOf(item, rater, replicate),
          ...fieldsOf(item, rater, replicate),
        }),
      ),
    ),
  );
}
