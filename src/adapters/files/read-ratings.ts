import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import { humanRows } from "../../domain/human-rows.ts";
import { Item } from "../../domain/item.ts";
import { HUMAN_ARM, Rating, ratingKey } from "../../domain/rating.ts";
import { RatingNumber } from "../../domain/rating-number.ts";
import { parseValue } from "./parse-value.ts";
import { readJsonl } from "./read-jsonl.ts";
import { readText } from "./read-text.ts";

export type ReadRatingsOptions = {
  /** Take positions in `ratings` for annotators where the items do not name them. */
  readonly positionalRaters: boolean;
  /** What the `variant` of a judgement file is: a wording of the question, or a rater of its own. */
  readonly variantAs: "framing" | "rater";
};

/** A machine judgement as other tools release it: persona → rater, run → replicate, variant → framing or rater. */
const Judgement = z.looseObject({
  item: z.string(),
  dimension: z.string(),
  model: z.string(),
  persona: z.string().nullish(),
  run: z.int().nonnegative(),
  score: RatingNumber.nullable(),
  scale: z.tuple([RatingNumber, RatingNumber]).optional(),
  variant: z.string().nullish(),
});

const CsvRow = z.object({
  item_id: z.string().min(1),
  annotator_id: z.string().min(1),
  dimension: z.string().min(1),
  value: z.string(),
  scale: z.string().optional(),
});

/** What people write for a number; JavaScript would read `0x10` and an empty text as well. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

type PlacedRating = { readonly row: Rating; readonly place: string };

function hasKey(value: unknown, key: string): boolean {
  return typeof value === "object" && value !== null && key in value;
}

function fromJudgement(value: unknown, place: string, options: ReadRatingsOptions): Rating {
  const judgement = parseValue(Judgement, value, place);
  const { item, dimension, model, persona, run, score, scale, variant } = judgement;
  const isRater = options.variantAs === "rater" && variant != null;
  return parseValue(
    Rating,
    {
      item,
      dimension,
      arm: "judgements",
      rater: persona ?? (isRater ? variant : model),
      model,
      value: score,
      ...(score === null ? { missing: "malformed" } : {}),
      ...(variant != null && !isRater ? { framing: variant } : {}),
      ...(scale === undefined ? {} : { scale }),
      replicate: run,
    },
    place,
  );
}

async function* fromJsonl(path: string, options: ReadRatingsOptions): AsyncGenerator<PlacedRating> {
  for await (const { value, place } of readJsonl(path)) {
    if (hasKey(value, "kind") && hasKey(value, "source")) {
      const item = parseValue(Item, value, place);
      for (const row of humanRows([item], { positionalRaters: options.positionalRaters }))
        yield { row, place };
    } else if (hasKey(value, "score") && hasKey(value, "run")) {
      yield { row: fromJudgement(value, place, options), place };
    } else {
      if (!["item", "dimension", "arm", "rater"].some((key) => hasKey(value, key)))
        throw new InputError(
          "unknown-form",
          `${place}: has no known form; a line is a rating (item, dimension, arm, rater, value), an item with human ratings (id, kind, source) or a judgement (item, dimension, model, run, score)`,
        );
      yield { row: parseValue(Rating, value, place), place };
    }
  }
}

/** Long CSV of annotations: `item_id, annotator_id, dimension, value`, optional `scale` as "1-5"; an empty value is no rating. */
async function* fromCsv(path: string): AsyncGenerator<PlacedRating> {
  const text = await readText(path);
  let records: unknown[];
  try {
    records = parseCsv(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new InputError("not-csv", `${path}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
  for (const column of ["item_id", "annotator_id", "dimension", "value"])
    if (!hasKey(records[0], column))
      throw new InputError(
        "no-column",
        `${path}:1: there is no column "${column}"; long CSV needs item_id, annotator_id, dimension and value, one rating a line`,
      );
  for (const [index, record] of records.entries()) {
    const place = `${path}:${index + 2}`;
    const cells = parseValue(CsvRow, record, place);
    if (cells.value === "") continue;
    if (!DECIMAL.test(cells.value))
      throw new InputError(
        "not-a-number",
        `${place} value: "${cells.value}" is no decimal number; leave the cell empty where there is no rating`,
      );
    const bounds = /^(-?[\d.]+)\s*-\s*(-?[\d.]+)$/.exec(cells.scale ?? "");
    const row = {
      item: cells.item_id,
      dimension: cells.dimension,
      arm: HUMAN_ARM,
      rater: cells.annotator_id,
      value: Number(cells.value),
      ...(bounds ? { scale: [Number(bounds[1]), Number(bounds[2])] } : {}),
    };
    yield { row: parseValue(Rating, row, place), place };
  }
}

function placedRows(path: string, options: ReadRatingsOptions): AsyncGenerator<PlacedRating> {
  return path.toLowerCase().endsWith(".csv") ? fromCsv(path) : fromJsonl(path, options);
}

/**
 * Reads ratings of any origin, told apart line by line: our rows, items with human ratings,
 * judgements of other tools, long CSV. Throws an `InputError` for a row that stands twice.
 */
export async function readRatings(paths: readonly string[], options: ReadRatingsOptions): Promise<Rating[]> {
  const rows: Rating[] = [];
  const keys = new Set<number>();
  const share = sharing();
  for (const path of paths)
    for await (const { row, place } of placedRows(path, options)) {
      // A million keys as text would take more room than the rows.
      const hash = hashText(ratingKey(row));
      if (keys.has(hash)) await refuseDuplicate(row, place, rows.length, paths, options);
      keys.add(hash);
      rows.push(share(row));
    }
  if (rows.length === 0) throw new InputError("empty", `${paths.join(", ")}: no ratings found`);
  return rows;
}

/** Reads the `count` rows before this one again: either one of them has its key, or two keys have one hash. */
async function refuseDuplicate(
  row: Rating,
  place: string,
  count: number,
  paths: readonly string[],
  options: ReadRatingsOptions,
): Promise<void> {
  const key = ratingKey(row);
  let read = 0;
  for (const path of paths)
    for await (const earlier of placedRows(path, options)) {
      if (read++ === count) return;
      if (ratingKey(earlier.row) !== key) continue;
      throw new InputError(
        "duplicate",
        `${place}: the same rating stands already at ${earlier.place} (item "${row.item}", dimension "${row.dimension}", rater "${row.rater}", replicate ${row.replicate}); remove one`,
      );
    }
}

/** 52 bits of a text: two rounds of 32-bit multiplication and xor over its UTF-16 units. */
function hashText(text: string): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x85ebca77);
    low = Math.imul(low ^ unit, 0xc2b2ae3d);
  }
  high = Math.imul(high ^ (low >>> 15), 0x27d4eb2f);
  low = Math.imul(low ^ (high >>> 13), 0x165667b1);
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}

/** Rows whose labels are one text each, however many rows say them: each line of a file brings its own copy. */
function sharing(): (row: Rating) => Rating {
  const texts = new Map<string, string>();
  const scales = new Map<string, [number, number]>();
  const text = (label: string): string => {
    const known = texts.get(label);
    if (known === undefined) texts.set(label, label);
    return known ?? label;
  };
  return (row) => {
    const shared: Rating = { ...row, item: text(row.item), dimension: text(row.dimension) };
    shared.arm = text(row.arm);
    shared.rater = text(row.rater);
    shared.framing = text(row.framing);
    for (const label of ["personaSet", "stakeholder", "protocol", "model", "group", "system"] as const) {
      const own = row[label];
      if (own !== undefined) shared[label] = text(own);
    }
    if (row.scale !== undefined) {
      const key = String(row.scale);
      const known = scales.get(key);
      if (known === undefined) scales.set(key, row.scale);
      else shared.scale = known;
    }
    return shared;
  };
}
