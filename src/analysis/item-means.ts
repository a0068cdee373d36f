import type { Table } from "./table.ts";

/** For each of a table's items and raters the mean of the ratings, over wordings and replicates; null where there is none. */
export function raterMeans(table: Table): readonly (readonly (number | null)[])[] {
  const size = table.items.length;
  const sum = new Float64Array(table.raters.length * size);
  const count = new Float64Array(table.raters.length * size);
  table.value.forEach((value, row) => {
    const cell = table.rater[row]! * size + table.item[row]!;
    sum[cell]! += value;
    count[cell]! += 1;
  });
  return table.raters.map((_, rater) =>
    table.items.map((_, item) => {
      const cell = rater * size + item;
      return count[cell]! > 0 ? sum[cell]! / count[cell]! : null;
    }),
  );
}

/** The panel's value of each item: the mean over raters of their own means; null where nobody rated. */
export function itemMeans(table: Table): readonly (number | null)[] {
  const raters = raterMeans(table);
  return table.items.map((_, item) => {
    const own = raters.map((means) => means[item] ?? null).filter((mean) => mean !== null);
    return own.length === 0 ? null : own.reduce((sum, mean) => sum + mean, 0) / own.length;
  });
}
