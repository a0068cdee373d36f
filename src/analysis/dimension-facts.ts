import type { Rating } from "../domain/rating.ts";
import type { Level } from "../domain/rubric.ts";

export type Bounds = readonly [number, number];

/** What all rows say of a dimension together. */
export type DimensionFacts = {
  /** As the rows state it. */
  readonly scale: Bounds | null;
  readonly observed: Bounds | null;
  readonly level: Level;
};

const MAX_ORDINAL_VALUES = 21;

/** Up to 21 values on a grid of halves read as categories in order; everything else as a measure. */
function levelOf(distinct: ReadonlySet<number>): Level {
  const onGrid = [...distinct].every((value) => Number.isInteger(2 * value));
  return onGrid && distinct.size <= MAX_ORDINAL_VALUES ? "ordinal" : "interval";
}

function hull(bounds: Bounds | null, low: number, high: number): Bounds {
  if (bounds === null) return [low, high];
  return low < bounds[0] || high > bounds[1] ? [Math.min(low, bounds[0]), Math.max(high, bounds[1])] : bounds;
}

/** The scale and the level of each dimension; `levels` says of some what they are. */
export function dimensionFacts(
  buckets: readonly { readonly dimension: string; readonly rows: readonly Rating[] }[],
  levels: Readonly<Record<string, Level>>,
): ReadonlyMap<string, DimensionFacts> {
  const facts = new Map<string, DimensionFacts>();
  for (const [dimension, ofDimension] of Map.groupBy(buckets, (bucket) => bucket.dimension)) {
    let scale: Bounds | null = null;
    let observed: Bounds | null = null;
    const distinct = new Set<number>();
    for (const { rows } of ofDimension)
      for (const row of rows) {
        if (row.scale !== undefined) scale = hull(scale, row.scale[0], row.scale[1]);
        if (row.value === null) continue;
        observed = hull(observed, row.value, row.value);
        if (distinct.size <= MAX_ORDINAL_VALUES) distinct.add(row.value);
      }
    const level = Object.hasOwn(levels, dimension) ? levels[dimension] : undefined;
    facts.set(dimension, { scale, observed, level: level ?? levelOf(distinct) });
  }
  return facts;
}
