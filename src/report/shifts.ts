import { conditionKey } from "../domain/condition-key.ts";
import { type Rating, ratingKey } from "../domain/rating.ts";
import type { Condition } from "../domain/verdict.ts";
import { panelOf } from "./condition-label.ts";

/**
 * What a discussion did to the ratings of one condition and dimension, over the panelists who rated
 * both before and after: how many moved which way, and the two means. Counts, no inference.
 */
export type Shift = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly pairs: number;
  readonly raised: number;
  readonly lowered: number;
  readonly meanBefore: number;
  readonly meanAfter: number;
  /** Rated in one of the two phases only. */
  readonly unpaired: number;
  readonly scale: readonly [number, number] | null;
};

type Pair = { before: number | null; after: number | null; readonly row: Rating };

function pairUp(ratings: readonly Rating[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const row of ratings) {
    const key = ratingKey({ ...row, phase: "initial" });
    const pair = pairs.get(key) ?? { before: null, after: null, row };
    if (row.phase === "final") pair.after = row.value;
    else pair.before = row.value;
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function shiftOf(pairs: readonly Pair[], first: Rating): Shift | null {
  const both = pairs.flatMap(({ before, after }) =>
    before === null || after === null ? [] : [{ before, after }],
  );
  if (both.length === 0) return null;
  return {
    condition: panelOf(first),
    dimension: first.dimension,
    pairs: both.length,
    raised: both.filter(({ before, after }) => after > before).length,
    lowered: both.filter(({ before, after }) => after < before).length,
    meanBefore: sum(both.map(({ before }) => before)) / both.length,
    meanAfter: sum(both.map(({ after }) => after)) / both.length,
    unpaired: pairs.filter(({ before, after }) => (before === null) !== (after === null)).length,
    scale: first.scale ?? null,
  };
}

/** The shifts of all conditions that hold final ratings, in the order in which they first appear. */
export function shiftsOf(ratings: readonly Rating[]): readonly Shift[] {
  const groupKey = (row: Rating): string => JSON.stringify([conditionKey(panelOf(row)), row.dimension]);
  const debated = new Set(ratings.filter((row) => row.phase === "final").map(groupKey));
  if (debated.size === 0) return [];
  const rows = ratings.filter((row) => debated.has(groupKey(row)));
  return [...Map.groupBy(rows, groupKey).values()].flatMap((group) => {
    const first = group[0];
    const shift = first && shiftOf(pairUp(group), first);
    return shift ? [shift] : [];
  });
}
