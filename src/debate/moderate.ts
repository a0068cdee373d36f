import type { Assessment } from "../domain/debate.ts";
import type { Rng } from "../domain/random.ts";
import type { Rubric, RubricDimension } from "../domain/rubric.ts";

/** The ratings that a group gave one dimension, by panelist. Abstentions and accidents are left out. */
function ratingsOf(assessments: readonly Assessment[], dimension: string): Map<string, number> {
  const ratings = new Map<string, number>();
  for (const assessment of assessments) {
    if (assessment.status !== "ok") continue;
    const entry = assessment.dimensions.find((candidate) => candidate.dimension === dimension);
    if (entry && entry.rating !== null) ratings.set(assessment.panelist, entry.rating);
  }
  return ratings;
}

/** Range of a group's ratings as a share of the scale: 0 where all agree or fewer than two rated. */
export function disagreement(assessments: readonly Assessment[], dimension: RubricDimension): number {
  const ratings = [...ratingsOf(assessments, dimension.id).values()];
  if (ratings.length < 2) return 0;
  return (Math.max(...ratings) - Math.min(...ratings)) / (dimension.scale.max - dimension.scale.min);
}

/**
 * The dimensions worth a discussion, largest disagreement first; ties keep the rubric's order. Where
 * nobody disagrees the first dimension is put up once, so that a panelist who has something to say can.
 */
export function agenda(assessments: readonly Assessment[], rubric: Rubric): readonly RubricDimension[] {
  const open = rubric.dimensions
    .map((dimension) => ({ dimension, gap: disagreement(assessments, dimension) }))
    .filter(({ gap }) => gap > 0)
    .sort((a, b) => b.gap - a.gap)
    .map(({ dimension }) => dimension);
  return open.length > 0 ? open : rubric.dimensions.slice(0, 1);
}

/**
 * Who speaks when: whoever stands farthest from the group's mean first, equal distances in an order
 * drawn from `rng`. Everybody in the group is given the floor, so nobody is starved.
 */
export function speakingOrder(
  panelists: readonly string[],
  assessments: readonly Assessment[],
  dimension: string,
  rng: Rng,
): readonly string[] {
  const ratings = ratingsOf(assessments, dimension);
  const values = [...ratings.values()];
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  const distance = (panelist: string): number => Math.abs((ratings.get(panelist) ?? mean) - mean);
  return panelists
    .map((panelist) => ({ panelist, far: distance(panelist), lot: rng() }))
    .sort((a, b) => b.far - a.far || a.lot - b.lot)
    .map(({ panelist }) => panelist);
}
