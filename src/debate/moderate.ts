import type { Assessment } from "../domain/debate.ts";
import type { Rubric, RubricDimension } from "../domain/rubric.ts";

/** The ratings that a group holds on one dimension, by panelist. */
export type Held = ReadonlyMap<string, number>;

/** A dimension that may be put up: what the group holds on it now, and how its discussion went so far. */
export type Topic = {
  readonly dimension: RubricDimension;
  readonly held: Held;
  readonly rounds: number;
  /** Whether its last round left the disagreement as wide as it was. */
  readonly isStalled: boolean;
};

/** The ratings that a group gave one dimension, by panelist. Abstentions and accidents are left out. */
export function ratingsOf(assessments: readonly Assessment[], dimension: string): Held {
  const ratings = new Map<string, number>();
  for (const assessment of assessments) {
    if (assessment.status !== "ok") continue;
    const entry = assessment.dimensions.find((candidate) => candidate.dimension === dimension);
    if (entry && entry.rating !== null) ratings.set(assessment.panelist, entry.rating);
  }
  return ratings;
}

/** Range of the ratings that a group holds as a share of the scale: 0 where all agree or fewer than two rated. */
export function disagreement(held: Held, { scale }: RubricDimension): number {
  const ratings = [...held.values()];
  if (ratings.length < 2) return 0;
  return (Math.max(...ratings) - Math.min(...ratings)) / (scale.max - scale.min);
}

const gapOf = ({ held, dimension }: Topic): number => disagreement(held, dimension);

/**
 * The dimensions worth a discussion. Where nobody disagrees the first dimension is put up once, so that a
 * panelist who has something to say can.
 */
export function openTopics(initial: readonly Assessment[], rubric: Rubric): readonly Topic[] {
  const topics = rubric.dimensions.map(
    (dimension): Topic => ({
      dimension,
      held: ratingsOf(initial, dimension.id),
      rounds: 0,
      isStalled: false,
    }),
  );
  const disputed = topics.filter((topic) => gapOf(topic) > 0);
  return disputed.length > 0 ? disputed : topics.slice(0, 1);
}

/**
 * What is put up next: the widest disagreement that stands now. A dimension that was talked about in vain
 * yields to those that were not, then to those talked about less; ties keep the rubric's order.
 */
export function nextTopic(open: readonly Topic[]): Topic | undefined {
  const inVain = ({ isStalled, rounds }: Topic): number => (isStalled ? rounds : 0);
  return open.toSorted((a, b) => inVain(a) - inVain(b) || gapOf(b) - gapOf(a))[0];
}

/**
 * A topic after a round on it, or null where it is closed: the round was stable (nobody changed a rating and
 * nobody cited a span that the discussion of it had not heard; so also when all passed), or all agree now.
 */
export function afterRound(before: Topic, held: Held, isStable: boolean): Topic | null {
  const after = { ...before, held, rounds: before.rounds + 1 };
  if (isStable || gapOf(after) === 0) return null;
  return { ...after, isStalled: gapOf(after) >= gapOf(before) };
}

/**
 * Who of those waiting speaks next: whoever now stands farthest from the group's mean, equal distances by the
 * lots drawn for the round. A round ends when everybody had the floor, so nobody is starved.
 */
export function nextSpeaker(
  waiting: readonly string[],
  held: Held,
  lots: ReadonlyMap<string, number>,
): string | undefined {
  const values = [...held.values()];
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  const distance = (panelist: string): number => Math.abs((held.get(panelist) ?? mean) - mean);
  const lot = (panelist: string): number => lots.get(panelist) ?? 0;
  return waiting.toSorted((a, b) => distance(b) - distance(a) || lot(a) - lot(b))[0];
}
