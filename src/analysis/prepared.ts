import { splitVariance, type VarianceSplit } from "./components.ts";
import { type Design, designOf } from "./design.ts";
import { metricsOf } from "./metrics.ts";
import type { Table } from "./table.ts";

/** A table with what most of its statistics start from. */
export type Prepared = { readonly table: Table; readonly design: Design; readonly split: VarianceSplit };

/** Reads a table's design and splits its variance in the metric that its level asks for. */
export function prepare(table: Table): Prepared {
  const design = designOf(table);
  return { table, design, split: splitVariance(table, design, metricsOf(table).main) };
}
