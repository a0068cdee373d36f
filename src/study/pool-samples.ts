import type { Assessment, DimensionAssessment } from "../domain/debate.ts";
import type { AbstentionReason } from "../domain/rating.ts";
import type { Scale } from "../domain/rubric.ts";

/** One panelist's word on one dimension, as a rating row has it. */
export type Word = Pick<DimensionAssessment, "rating" | "abstain" | "confidence">;

const mean = (values: readonly number[]): number =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toPrecision(12));

/** What most gave; of several equally frequent ones the first given. */
function mostFrequent<T>(values: readonly T[]): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * Several answers of one panelist to one question as one word: an abstention where more than half of its answers
 * abstain, else the mean of its ratings (of labels, the most frequent), with the mean of its stated confidences.
 * Replies that were accidents are no answers. Null where there was no answer.
 *
 * @example poolSamples([answer(3), answer(4)], "clarity", scale)?.rating // 3.5
 */
export function poolSamples(samples: readonly Assessment[], dimension: string, scale: Scale): Word | null {
  const answers = samples.flatMap((sample) =>
    sample.status === "ok" ? sample.dimensions.filter((entry) => entry.dimension === dimension) : [],
  );
  const [only] = answers;
  if (answers.length < 2) return only ?? null;
  const ratings = answers.flatMap(({ rating }) => (rating === null ? [] : [rating]));
  const confidences = answers.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const confidence = confidences.length === 0 ? null : mean(confidences);
  if (ratings.length * 2 < answers.length) {
    const reasons = answers.flatMap(({ abstain }): AbstentionReason[] => (abstain === null ? [] : [abstain]));
    return { rating: null, abstain: mostFrequent(reasons) ?? null, confidence };
  }
  const rating = scale.level === "nominal" ? (mostFrequent(ratings) ?? null) : mean(ratings);
  return { rating, abstain: null, confidence };
}
