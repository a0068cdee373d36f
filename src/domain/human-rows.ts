import { InputError } from "./errors.ts";
import { groupOf, type HumanRatings, type Item } from "./item.ts";
import { HUMAN_ARM, type Rating } from "./rating.ts";

/** Raters of whom nothing is known but one rating: their ids begin so, and one id joins no two items. */
export const ANONYMOUS_PREFIX = "anonymous-";

export type HumanRowsOptions = {
  /** Whether the same position in `ratings` is the same annotator in every item. */
  readonly positionalRaters?: boolean;
};

/** `meta.raters` where it is a list of ids as long as the ratings, else null. */
function namedRaters(item: Item, count: number): readonly string[] | null {
  const raters: unknown = item.meta?.raters;
  if (!Array.isArray(raters) || raters.length !== count) return null;
  const named = raters.every(
    (rater) => (typeof rater === "string" && rater !== "") || Number.isFinite(rater),
  );
  return named ? raters.map(String) : null;
}

function raterIds(item: Item, count: number, options: HumanRowsOptions): readonly string[] {
  const prefix = options.positionalRaters === true ? "annotator-" : ANONYMOUS_PREFIX;
  return namedRaters(item, count) ?? Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function dimensionRows(
  item: Item,
  dimension: string,
  human: HumanRatings,
  options: HumanRowsOptions,
): readonly Rating[] {
  const [low, high] = human.scale;
  const seen = new Map<string, number>();
  return raterIds(item, human.ratings.length, options).flatMap((rater, index) => {
    const value = human.ratings[index] ?? null;
    const replicate = seen.get(rater) ?? 0;
    seen.set(rater, replicate + 1);
    if (value === null) return [];
    if (value < low || value > high)
      throw new InputError(
        "off-scale",
        `item "${item.id}", human.${dimension}.ratings[${index}]: ${value} lies off the scale ${low} to ${high}; mend the rating or the scale`,
      );
    const row: Rating = {
      item: item.id,
      dimension,
      arm: HUMAN_ARM,
      rater,
      value,
      framing: "plain",
      replicate,
      phase: "initial",
      group: groupOf(item),
      scale: human.scale,
      ...(item.system ? { system: item.system } : {}),
    };
    return [row];
  });
}

/**
 * The human ratings of items as rating rows, in the items' order. Rater ids are `meta.raters` where that
 * is a list as long as the ratings; else `annotator-1`, … by position where positions are annotators;
 * else `anonymous-1`, …, counted anew in each item. Null ratings give no row; an id that stands twice in
 * an item gives replicates. Throws an `InputError` for a rating off its scale.
 *
 * @example humanRows(items, { positionalRaters: true })[0]?.rater // "annotator-1"
 */
export function humanRows(items: readonly Item[], options: HumanRowsOptions = {}): Rating[] {
  return items.flatMap((item) =>
    Object.entries(item.human ?? {}).flatMap(([dimension, human]) =>
      dimensionRows(item, dimension, human, options),
    ),
  );
}
