import type { ResolvedRubric } from "../../study/resolve-rubric.ts";

/** Says what is rated, and where that stands. */
export function rubricText({ from, rubric }: ResolvedRubric): string {
  return `rubric: ${from} (${rubric.dimensions.map(({ id }) => id).join(", ")})`;
}
