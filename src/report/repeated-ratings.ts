import type { Assessment, Debate, DimensionAssessment } from "../domain/debate.ts";

export type Repeated = {
  /** Other runs of the same panelist on the same item that gave a rating. */
  readonly runs: number;
  /** Those of them that gave the same rating. */
  readonly same: number;
};

type Phase = "initial" | "final";

const isSameCell = (a: Debate, b: Debate): boolean =>
  a.arm === b.arm &&
  a.personaSet === b.personaSet &&
  a.protocol === b.protocol &&
  a.model === b.model &&
  a.framing === b.framing &&
  a.item === b.item;

function wordOf(
  assessments: readonly Assessment[],
  panelist: string,
  dimension: string,
): DimensionAssessment | null {
  const own = assessments.find((assessment) => assessment.panelist === panelist);
  if (own?.status !== "ok") return null;
  return own.dimensions.find((entry) => entry.dimension === dimension) ?? null;
}

/**
 * How often a panelist gave the same rating when asked again: its other runs in the same cell. What a
 * stated confidence is held against. Null where it gave no rating, or was asked once.
 */
export function repeatedRatings(
  debates: readonly Debate[],
  {
    debate,
    phase,
    panelist,
    dimension,
  }: { debate: Debate; phase: Phase; panelist: string; dimension: string },
): Repeated | null {
  const ratingIn = (each: Debate): number | null => {
    const words = each.groups.flatMap((group) => wordOf(group[phase], panelist, dimension) ?? []);
    return words[0]?.rating ?? null;
  };
  const rating = ratingIn(debate);
  if (rating === null) return null;
  const others = debates.filter((each) => each.replicate !== debate.replicate && isSameCell(each, debate));
  const ratings = others.flatMap((each) => ratingIn(each) ?? []);
  return ratings.length === 0
    ? null
    : { runs: ratings.length, same: ratings.filter((other) => other === rating).length };
}
