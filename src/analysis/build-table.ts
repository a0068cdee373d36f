import { InputError } from "../domain/errors.ts";
import { ANONYMOUS_PREFIX } from "../domain/human-rows.ts";
import { HUMAN_ARM, type Rating, ratingKey } from "../domain/rating.ts";
import type { Level } from "../domain/rubric.ts";
import type { Condition } from "../domain/verdict.ts";
import { sortedOrder } from "../stats/sorted-order.ts";
import type { Bounds } from "./dimension-facts.ts";
import type { ItemFacts } from "./item-facts.ts";
import type { AbsentRating, Table } from "./table.ts";

type Coding = readonly [labels: readonly string[], codes: Int32Array];

/** What a table is of, and how its rows are read. */
export type Frame = {
  readonly condition: Condition;
  readonly dimension: string;
  readonly level: Level;
  readonly scale: Bounds | null;
  readonly itemLabel: (row: Rating) => string;
  readonly valueOf: (row: Rating, value: number) => number;
};

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

/** Turns the rows of one condition and dimension into columns; throws an `InputError` for a duplicate row. */
export function buildTable(
  rows: readonly Rating[],
  frame: Frame,
  facts: ReadonlyMap<string, ItemFacts>,
): Table {
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
