import type { Assessment, DimensionAssessment, GroupDebate } from "../../domain/debate.ts";
import type { RatedPhase } from "../../domain/rating.ts";

/** All answers that a panelist's rating of one phase is made of: one alone; at the end with its further samples. */
export function answersOf(
  group: GroupDebate,
  phase: RatedPhase,
  panelist: string,
  dimension: string,
): readonly DimensionAssessment[] {
  const all: readonly Assessment[] =
    phase === "initial" ? group.initial : [...group.final, ...(group.samples ?? [])];
  return all.flatMap((assessment) =>
    assessment.status === "ok" && assessment.panelist === panelist
      ? assessment.dimensions.filter((entry) => entry.dimension === dimension)
      : [],
  );
}

/** Whether a rating was given, and none of the answers it is made of quotes what stands in the item. */
export function isUnsupported(answers: readonly DimensionAssessment[]): boolean {
  const rated = answers.filter(({ rating }) => rating !== null);
  return rated.length > 0 && rated.every(({ unsupported }) => unsupported === true);
}
