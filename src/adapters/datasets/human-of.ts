import type { HumanRatings } from "../../domain/item.ts";

/** What people said of one dimension: their ratings in order, and the mean of those that there are. */
export function humanOf(
  ratings: readonly (number | null)[],
  scale: readonly [low: number, high: number],
): HumanRatings {
  const given = ratings.filter((rating) => rating !== null);
  const mean = given.length === 0 ? null : given.reduce((sum, rating) => sum + rating, 0) / given.length;
  return { mean, scale: [...scale], ratings: [...ratings] };
}
