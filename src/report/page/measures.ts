import type { Estimate } from "../../domain/estimate.ts";
import { absent, estimateCells, methodCell } from "./estimate-cells.ts";
import type { TableData } from "./figure.tsx";

/** One number of one panel. */
export type Measure = {
  readonly row: { readonly label: string };
  readonly name: string;
  readonly estimate: Estimate;
};

/** Measures as a table, a line each; `what` is what their names name. */
export function measureTable(measures: readonly Measure[], what = "measure"): TableData {
  return {
    head: ["panel", what, "value", "interval", "n", "method"],
    rows: measures.map(({ row, name, estimate }) => [
      row.label,
      name,
      ...estimateCells(estimate),
      String(estimate.n),
      methodCell(estimate),
    ]),
  };
}

/** Those without a value, and why. */
export function missingMeasures(measures: readonly Measure[]) {
  return measures.flatMap(({ row, name, estimate }) => absent(`${row.label}, ${name}`, estimate));
}
