import type { Table } from "./table.ts";

/**
 * The mean rating that each of some raters gave each of a table's items, over wordings and replicates;
 * null where there is none. `raters` are codes of the table.
 */
export function raterMeans(table: Table, raters: readonly number[]): readonly (readonly (number | null)[])[] {
  const means = new Map(raters.map((rater) => [rater, table.items.map((): number | null => null)]));
  for (const { item, rater, mean } of ownMeans(table)) {
    const own = means.get(rater);
    if (own !== undefined) own[item] = mean;
  }
  return raters.map((rater) => means.get(rater)!);
}

/** The panel's value of each item: the mean over raters of their own means; null where nobody rated. */
export function itemMeans(table: Table): readonly (number | null)[] {
  const sum = new Float64Array(table.items.length);
  const raters = new Float64Array(table.items.length);
  for (const { item, mean } of ownMeans(table)) {
    sum[item]! += mean;
    raters[item]! += 1;
  }
  return table.items.map((_, item) => (raters[item]! > 0 ? sum[item]! / raters[item]! : null));
}

type OwnMean = { readonly item: number; readonly rater: number; readonly mean: number };

/** A rater's mean on an item, for every two that met: ratings stand by item, then rater. */
function* ownMeans({ item, rater, value }: Table): Generator<OwnMean> {
  for (let start = 0; start < value.length; ) {
    let [end, sum] = [start, 0];
    while (end < value.length && item[end] === item[start] && rater[end] === rater[start]) {
      sum += value[end]!;
      end += 1;
    }
    yield { item: item[start]!, rater: rater[start]!, mean: sum / (end - start) };
    start = end;
  }
}
