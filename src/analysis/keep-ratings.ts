import type { Table } from "./table.ts";

/** The table with some ratings, used and absent alike, taken out. Labels and their codes stay. */
export function keepRatings(
  table: Table,
  isKept: (item: number, rater: number, framing: number) => boolean,
): Table {
  const kept = Int32Array.from(table.value.keys()).filter((row) =>
    isKept(table.item[row]!, table.rater[row]!, table.framing[row]!),
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
    absent: table.absent.filter(({ item, rater, framing }) => isKept(item, rater, framing)),
  };
}
