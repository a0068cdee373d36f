import type { Rating } from "../domain/rating.ts";

const COLUMNS: readonly (readonly [
  name: string,
  read: (row: Rating) => string | number | null | undefined,
])[] = [
  ["item", (row) => row.item],
  ["dimension", (row) => row.dimension],
  ["arm", (row) => row.arm],
  ["rater", (row) => row.rater],
  ["value", (row) => row.value],
  ["missing", (row) => row.missing],
  ["reason", (row) => row.reason],
  ["personaSet", (row) => row.personaSet],
  ["stakeholder", (row) => row.stakeholder],
  ["protocol", (row) => row.protocol],
  ["model", (row) => row.model],
  ["framing", (row) => row.framing],
  ["replicate", (row) => row.replicate],
  ["phase", (row) => row.phase],
  ["confidence", (row) => row.confidence],
  ["group", (row) => row.group],
  ["system", (row) => row.system],
  ["scaleMin", (row) => row.scale?.[0]],
  ["scaleMax", (row) => row.scale?.[1]],
  ["reply", (row) => row.reply],
];

/** What a spreadsheet would run as a formula. A plain number begins so too, and stays as it is. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

function cell(value: string | number | null | undefined): string {
  const text = String(value ?? "");
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Rating rows as long CSV (RFC 4180) for R, pandas and spreadsheets: one row a rating, its fields as
 * columns, an empty cell where a row has none. Text that a spreadsheet would take for a formula gets a
 * leading apostrophe.
 *
 * @example ratingsCsv(rows).split("\r\n")[0] // "item,dimension,arm,rater,value,missing,…"
 */
export function ratingsCsv(rows: readonly Rating[]): string {
  const lines = rows.map((row) => COLUMNS.map(([, read]) => cell(read(row))).join(","));
  return [COLUMNS.map(([name]) => name).join(","), ...lines, ""].join("\r\n");
}
