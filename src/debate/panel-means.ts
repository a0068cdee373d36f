import type { Assessment } from "../domain/debate.ts";
import type { Rubric } from "../domain/rubric.ts";

/** Mean rating of each dimension over the panelists who rated it; a dimension that nobody rated is absent. */
export function panelMeans(assessments: readonly Assessment[], rubric: Rubric): ReadonlyMap<string, number> {
  const means = new Map<string, number>();
  for (const { id } of rubric.dimensions) {
    const ratings = assessments.flatMap((assessment) => {
      if (assessment.status !== "ok") return [];
      const rating = assessment.dimensions.find((entry) => entry.dimension === id)?.rating;
      return rating === null || rating === undefined ? [] : [rating];
    });
    if (ratings.length > 0) means.set(id, ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length);
  }
  return means;
}
