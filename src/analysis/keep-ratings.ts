import type { Table } from "./table.ts";

/** Where a rating stands in its table, by the labels' codes. */
export type Place = {
  readonly item: number;
  readonly rater: number;
  readonly framing: number;
  readonly replicate: number;
};

/** The table with some ratings, used and absent alike, taken out. Labels and their codes stay. */
export function keepRatings(table: Table, isKept: (place: Place) => boolean): Table {
  const kept = Int32Array.from(table.value.keys()).filter((row) =>
    isKept({
      item: table.item[row]!,
      rater: table.rater[row]!,
      framing: table.framing[row]!,
      replicate: table.replicate[row]!,
    }),
  );
  const pick = (codes: Int32Array): Int32Array => kept.map((row) => codes[row]!);
  const pickNumbers = (numbers: Float64Array): Float64Array =>
    Float64Array.from(kept, (row) => numbers[row]!);
  return {
    ...table,
    item: pick(table.item),
    rater: pick(table.rater),
    framing: pick(table.framing),
    replicate: pick(table.replicate),
    value: pickNumbers(table.value),
    confidence: pickNumbers(table.confidence),
    reply: pick(table.reply),
    absent: table.absent.filter(isKept),
  };
}
