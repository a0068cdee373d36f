import { InputError } from "../domain/errors.ts";
import { ANONYMOUS_PREFIX } from "../domain/human-rows.ts";
import { HUMAN_ARM, type Rating, ratingKey } from "../domain/rating.ts";
import type { Level } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { sortedOrder } from "../stats/sorted-order.ts";
import { type AbsentRating, POOLED, type Table } from "./table.ts";

export type TabulateOptions = {
  /** The level of measurement by dimension, as the rubric has it; else it is read off the values. */
  readonly levels?: Readonly<Record<string, Level>>;
};

type Bucket = { readonly condition: Condition; readonly dimension: string; readonly rows: Rating[] };
type ItemFacts = { readonly group: string | undefined; readonly system: string | undefined };
type Bounds = readonly [number, number];
type DimensionFacts = {
  readonly scale: Bounds | null;
  readonly observed: Bounds | null;
  readonly level: Level;
};
type Coding = readonly [labels: readonly string[], codes: Int32Array];
type Frame = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly level: Level;
  readonly scale: Bounds | null;
  readonly itemLabel: (row: Rating) => string;
  readonly valueOf: (row: Rating, value: number) => number;
};

const MAX_ORDINAL_VALUES = 21;

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

/** A condition's identity as one string; also the order in which conditions are reported. */
export function conditionKey(condition: Condition): string {
  const { arm, protocol, model, phase } = condition;
  return JSON.stringify([arm, protocol ?? "", model ?? "", phase ?? ""]);
}

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

function mergedFacts(row: Rating, known: ItemFacts | undefined): ItemFacts {
  if (known === undefined) return { group: row.group, system: row.system };
  const adds =
    (row.group !== undefined && known.group === undefined) ||
    (row.system !== undefined && known.system === undefined);
  for (const field of ["group", "system"] as const) {
    const [before, now] = [known[field], row[field]];
    if (before !== undefined && now !== undefined && before !== now)
      throw new InputError(
        `two-${field}s`,
        `item "${row.item}": \`${field}\` is "${before}" in one row and "${now}" in another; give each item one`,
      );
  }
  return adds ? { group: row.group ?? known.group, system: row.system ?? known.system } : known;
}

function dimensionFacts(
  buckets: readonly Bucket[],
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

/** Up to 21 values on a grid of halves read as categories in order; everything else as a measure. */
function levelOf(distinct: ReadonlySet<number>): Level {
  const onGrid = [...distinct].every((value) => Number.isInteger(2 * value));
  return onGrid && distinct.size <= MAX_ORDINAL_VALUES ? "ordinal" : "interval";
}

function hull(bounds: Bounds | null, low: number, high: number): Bounds {
  if (bounds === null) return [low, high];
  return low < bounds[0] || high > bounds[1] ? [Math.min(low, bounds[0]), Math.max(high, bounds[1])] : bounds;
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

function buildTable(rows: readonly Rating[], frame: Frame, facts: ReadonlyMap<string, ItemFacts>): Table {
  const { condition, dimension, level, scale } = frame;
  const [items, item] = encode(rows, frame.itemLabel);
  const [raters, rater] = encode(rows, raterLabel);
  const [framings, framing] = encode(rows, (row) => row.framing);
  const numbers = new Set<number>();
  for (const row of rows) numbers.add(row.replicate);
  const replicates = [...numbers].toSorted((a, b) => a - b);
  const replicateCode = new Map(replicates.map((number, code) => [number, code]));
  const replicate = Int32Array.from(rows, (row) => replicateCode.get(row.replicate)!);
  const order = sortedOrder(rows.length, [
    { codes: item, size: items.length },
    { codes: rater, size: raters.length },
    { codes: framing, size: framings.length },
    { codes: replicate, size: replicates.length },
  ]);
  refuseDuplicates(rows, order, [item, rater, framing, replicate]);

  const used = order.filter((row) => rows[row]!.value !== null);
  const [, reply] = encode(rows, (row) => row.reply);
  const pick = (codes: Int32Array): Int32Array => used.map((row) => codes[row]!);

  const firstOfItem = firstRows(rows, item, items.length);
  const firstOfRater = firstRows(rows, rater, raters.length);
  const [units, unitOfItem] = encode(firstOfItem, (row) => row.item);
  const [groups, groupOfItem] = encode(firstOfItem, (row) => facts.get(row.item)?.group ?? row.item);
  const [systems, systemOfItem] = encode(firstOfItem, (row) => facts.get(row.item)?.system);
  const [sets, setOfRater] = encode(firstOfRater, (row) => row.personaSet);
  const [stakeholders, stakeholderOfRater] = encode(firstOfRater, (row) => row.stakeholder);

  const absentRow = (row: number): AbsentRating[] => {
    const { missing, reason } = rows[row]!;
    if (missing === undefined) return [];
    const place = {
      item: item[row]!,
      rater: rater[row]!,
      framing: framing[row]!,
      replicate: replicate[row]!,
    };
    return [{ ...place, missing, reason: reason ?? null }];
  };
  return {
    condition,
    dimension,
    level,
    scale,
    items,
    units,
    unitOfItem,
    dimensionOfItem: firstOfItem.map((row) => row.dimension),
    groups,
    groupOfItem,
    systems,
    systemOfItem,
    raters,
    sets,
    setOfRater,
    stakeholders,
    stakeholderOfRater,
    framings,
    replicates,
    item: pick(item),
    rater: pick(rater),
    framing: pick(framing),
    replicate: pick(replicate),
    value: Float64Array.from(used, (row) => frame.valueOf(rows[row]!, rows[row]!.value!)),
    confidence: Float64Array.from(used, (row) => rows[row]!.confidence ?? Number.NaN),
    reply: pick(reply),
    absent: Array.from(order.filter((row) => rows[row]!.value === null)).flatMap(absentRow),
  };
}

/** Raters of one name in two sets are two raters, and so are anonymous annotators of two items. */
function raterLabel(row: Rating): string {
  if (row.arm === HUMAN_ARM && row.rater.startsWith(ANONYMOUS_PREFIX)) return `${row.rater} of ${row.item}`;
  return row.personaSet === undefined ? row.rater : `${row.personaSet}/${row.rater}`;
}

/** Labels sorted, and each row's code; -1 where a row has no label. */
function encode(rows: readonly Rating[], labelOf: (row: Rating) => string | undefined): Coding {
  const seen = new Map<string, number>();
  const rough = Int32Array.from(rows, (row) => {
    const label = labelOf(row);
    if (label === undefined) return -1;
    const known = seen.get(label);
    if (known !== undefined) return known;
    seen.set(label, seen.size);
    return seen.size - 1;
  });
  const labels = [...seen.keys()].toSorted();
  const code = new Map(labels.map((label, index) => [label, index]));
  const final = Int32Array.from(seen.keys(), (label) => code.get(label)!);
  return [labels, rough.map((index) => (index < 0 ? -1 : final[index]!))];
}

/** For every code the row that says most of it: a fact stated in any row counts, whatever the order. */
function firstRows(rows: readonly Rating[], codes: Int32Array, size: number): readonly Rating[] {
  const first = new Array<Rating>(size);
  rows.forEach((row, index) => {
    const code = codes[index]!;
    const known = first[code];
    if (known === undefined || (row.stakeholder ?? "") > (known.stakeholder ?? "")) first[code] = row;
  });
  return first;
}

function refuseDuplicates(rows: readonly Rating[], order: Int32Array, keys: readonly Int32Array[]): void {
  for (let position = 1; position < order.length; position++) {
    const [one, other] = [order[position - 1]!, order[position]!];
    if (keys.some((codes) => codes[one] !== codes[other])) continue;
    throw new InputError(
      "duplicate-rating",
      `rating ${ratingKey(rows[other]!)}: given twice; keep one row per item, dimension, arm, rater, ` +
        "persona set, protocol, model, framing, replicate and phase",
    );
  }
}
