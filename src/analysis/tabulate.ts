import { conditionKey } from "../domain/condition-key.ts";
import { InputError } from "../domain/errors.ts";
import { HUMAN_ARM, type Rating, ratingKey } from "../domain/rating.ts";
import type { Level } from "../domain/rubric.ts";
import { POOLED } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { buildTable } from "./build-table.ts";
import { type Bounds, type DimensionFacts, dimensionFacts } from "./dimension-facts.ts";
import { type ItemFacts, mergedFacts } from "./item-facts.ts";
import type { Table } from "./table.ts";

export type TabulateOptions = {
  /** The level of measurement by dimension, as the rubric has it; else it is read off the values. */
  readonly levels?: Readonly<Record<string, Level>>;
};

type Bucket = { readonly condition: Condition; readonly dimension: string; readonly rows: Rating[] };

function conditionOf(row: Rating): Condition {
  if (row.arm === HUMAN_ARM) return { arm: row.arm };
  return {
    arm: row.arm,
    ...(row.protocol === undefined ? {} : { protocol: row.protocol }),
    ...(row.model === undefined ? {} : { model: row.model }),
    phase: row.phase,
  };
}

function bucketKey(row: Rating): string {
  if (row.arm === HUMAN_ARM) return `${row.arm}\u0000\u0000\u0000\u0000${row.dimension}`;
  return `${row.arm}\u0000${row.protocol ?? ""}\u0000${row.model ?? ""}\u0000${row.phase}\u0000${row.dimension}`;
}

function checkValue(row: Rating): void {
  const { value, scale } = row;
  if (value === null) {
    if (row.missing !== undefined) return;
    throw new InputError(
      "no-value-no-reason",
      `rating ${ratingKey(row)}: neither a value nor a reason; say in \`missing\` why there is none`,
    );
  }
  if (!Number.isFinite(value))
    throw new InputError(
      "not-a-number",
      `rating ${ratingKey(row)}: \`value\` is ${value}; a rating is a finite number or null with \`missing\``,
    );
  if (scale !== undefined && (value < scale[0] || value > scale[1]))
    throw new InputError(
      "off-scale",
      `rating ${ratingKey(row)}: \`value\` ${value} lies off its scale ${scale[0]} to ${scale[1]}`,
    );
}

function dimensionTable(
  { condition, dimension, rows }: Bucket,
  items: ReadonlyMap<string, ItemFacts>,
  dimensions: ReadonlyMap<string, DimensionFacts>,
): Table {
  const { level, scale } = dimensions.get(dimension)!;
  const frame = {
    condition,
    dimension,
    level,
    scale,
    itemLabel: (row: Rating) => row.item,
    valueOf: (_: Rating, value: number) => value,
  };
  return buildTable(rows, frame, items);
}

/** Null where the dimensions cannot share a scale: nominal beside others, or nominal over unlike scales. */
function pooledTable(
  buckets: readonly Bucket[],
  items: ReadonlyMap<string, ItemFacts>,
  dimensions: ReadonlyMap<string, DimensionFacts>,
): Table | null {
  const facts = buckets.map((bucket) => dimensions.get(bucket.dimension)!);
  const first = facts[0]!;
  const bounds = (fact: DimensionFacts): Bounds => fact.scale ?? fact.observed ?? [0, 1];
  const rescaled =
    facts.some((fact) => fact.scale !== null) &&
    facts.some((fact) => String(bounds(fact)) !== String(bounds(first)));
  const oneLevel = facts.every((fact) => fact.level === first.level);
  if (facts.some((fact) => fact.level === "nominal") && (!oneLevel || rescaled)) return null;
  const frame = {
    condition: buckets[0]!.condition,
    dimension: POOLED,
    level: oneLevel && !rescaled ? first.level : ("interval" as const),
    scale: rescaled ? ([0, 1] as const) : first.scale,
    itemLabel: (row: Rating) => `${row.item} [${row.dimension}]`,
    valueOf: (row: Rating, value: number) => {
      if (!rescaled) return value;
      const [low, high] = bounds(dimensions.get(row.dimension)!);
      return high > low ? (value - low) / (high - low) : 0;
    },
  };
  return buildTable(
    buckets.flatMap((bucket) => bucket.rows),
    frame,
    items,
  );
}

/**
 * Sorts rating rows into one table per condition (arm × protocol × model × phase) and dimension,
 * and one per condition that pools its dimensions (`*`). The only place that decides about missing
 * ratings: absent ones are set aside with their reason, none is filled in, and no row is dropped.
 * The tables do not depend on the order of the rows. Pooled values are rescaled to 0-1 where the
 * dimensions state unlike scales.
 *
 * Throws an `InputError` for a duplicate row, a value that is no finite number or lies off its
 * scale, and an item of two groups or systems.
 */
export function tabulate(rows: readonly Rating[], options: TabulateOptions = {}): readonly Table[] {
  const items = new Map<string, ItemFacts>();
  const buckets = new Map<string, Bucket>();
  for (const row of rows) {
    checkValue(row);
    const known = items.get(row.item);
    const facts = mergedFacts(row, known);
    if (facts !== known) items.set(row.item, facts);
    const key = bucketKey(row);
    const bucket = buckets.get(key);
    if (bucket !== undefined) bucket.rows.push(row);
    else buckets.set(key, { condition: conditionOf(row), dimension: row.dimension, rows: [row] });
  }
  const ordered = [...buckets.keys()].toSorted().map((key) => buckets.get(key)!);
  const dimensions = dimensionFacts(ordered, options.levels ?? {});
  const conditions = Map.groupBy(ordered, (bucket) => conditionKey(bucket.condition));
  return [...conditions.values()].flatMap((ofCondition) => {
    const tables = ofCondition.map((bucket) => dimensionTable(bucket, items, dimensions));
    const only = tables.length === 1 ? tables[0] : undefined;
    const pooled =
      only === undefined ? pooledTable(ofCondition, items, dimensions) : { ...only, dimension: POOLED };
    return pooled === null ? tables : [...tables, pooled];
  });
}
