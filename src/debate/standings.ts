import type { Assessment } from "../domain/debate.ts";
import type { Standing } from "../domain/prompt.ts";
import type { NamedSeat } from "./run-debate.ts";

/** Assessments under the names by which panelists know each other. */
export function standingsOf(
  seats: readonly NamedSeat[],
  assessments: readonly Assessment[],
): readonly Standing[] {
  const names = new Map(seats.map((seat) => [seat.id, seat.name]));
  return assessments.map((assessment) => ({
    panelist: assessment.panelist,
    name: names.get(assessment.panelist) ?? assessment.panelist,
    assessment,
  }));
}
