import type { AbstentionReason, Missing } from "../domain/rating.ts";
import type { Level } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";

/** A rating that is not there: where it would stand in its table, and why it is absent. */
export type AbsentRating = {
  readonly item: number;
  readonly rater: number;
  readonly framing: number;
  readonly replicate: number;
  readonly missing: Missing;
  readonly reason: AbstentionReason | null;
};

/**
 * The ratings of one condition and dimension, as columns: what every statistic is a function of.
 *
 * Labels are sorted; columns hold one entry per rating used, sorted by item, rater, framing and
 * replicate, and index the labels. Every item and rater that has a row is labelled, also where all
 * its ratings are absent. In the pooled table (dimension `*`) an item is one item on one dimension.
 */
export type Table = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly level: Level;
  /** The bounds stated by the rows, else null. In a pooled table over unlike scales: 0 to 1. */
  readonly scale: readonly [number, number] | null;

  readonly items: readonly string[];
  /** The things judged, by their own ids: `units[unitOfItem[i]]` is the item's id in every table. */
  readonly units: readonly string[];
  readonly unitOfItem: Int32Array;
  readonly dimensionOfItem: readonly string[];
  /** Items of one group share a source; an item without a group is its own. */
  readonly groups: readonly string[];
  readonly groupOfItem: Int32Array;
  /** -1 where an item names no system. */
  readonly systems: readonly string[];
  readonly systemOfItem: Int32Array;

  /** Unique over the arm's sets: `set/rater`, or the rater alone where a row names no set. */
  readonly raters: readonly string[];
  /** Empty where no row names a set; then `setOfRater` is -1. The same holds for stakeholders. */
  readonly sets: readonly string[];
  readonly setOfRater: Int32Array;
  readonly stakeholders: readonly string[];
  readonly stakeholderOfRater: Int32Array;

  readonly framings: readonly string[];
  /** The replicates' own numbers, ascending. */
  readonly replicates: readonly number[];

  readonly item: Int32Array;
  readonly rater: Int32Array;
  readonly framing: Int32Array;
  readonly replicate: Int32Array;
  readonly value: Float64Array;
  /** The stated confidence; NaN where none was stated. */
  readonly confidence: Float64Array;
  /** A code of the raw reply's hash, equal for byte-identical replies; -1 where no hash was given. */
  readonly reply: Int32Array;

  readonly absent: readonly AbsentRating[];
};
