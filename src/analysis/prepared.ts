import { splitVariance, type VarianceSplit } from "./components.ts";
import { type Design, designOf } from "./design.ts";
import { metricsOf } from "./metrics.ts";
import { POOLED, type Table } from "./table.ts";

/** A table with what most of its statistics start from. */
export type Prepared = { readonly table: Table; readonly design: Design; readonly split: VarianceSplit };

/** Reads every table's design and splits its variance in the metric that its level asks for, in the tables' order. */
export function prepareAll(tables: readonly Table[]): readonly Prepared[] {
  const prepared: Prepared[] = [];
  for (const table of tables) {
    const last = prepared.at(-1);
    // A condition's only dimension and its pooled table hold the same ratings.
    const isSame = last !== undefined && table.dimension === POOLED && last.table.value === table.value;
    prepared.push(isSame ? { ...last, table } : prepare(table));
  }
  return prepared;
}

function prepare(table: Table): Prepared {
  const design = designOf(table);
  return { table, design, split: splitVariance(table, design, metricsOf(table).main) };
}
