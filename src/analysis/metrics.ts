import type { Metric } from "../stats/metric-points.ts";
import type { Table } from "./table.ts";

const MAX_CATEGORIES = 21;

/**
 * The metric in which a table's variance is split, by its level and declared before looking; the one
 * that must agree with it; and the others, for sensitivity.
 */
export function metricsOf(table: Table): {
  readonly main: Metric;
  readonly second: Metric | null;
  readonly others: readonly Metric[];
} {
  if (table.level === "nominal") return { main: "nominal", second: null, others: [] };
  const hasCategories = new Set(table.value).size <= MAX_CATEGORIES;
  return { main: "interval", second: "ordinal", others: hasCategories ? ["nominal"] : [] };
}
