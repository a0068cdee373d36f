import type { Context } from "../../src/analysis/context.ts";
import type { Table } from "../../src/analysis/table.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import type { Rating } from "../../src/domain/rating.ts";

/** Few draws: these tests look at values and reasons, the statistics' own tests at intervals. */
export const QUICK: Context = {
  seed: 1,
  level: 0.95,
  bootstraps: 200,
  permutations: 199,
  nullArms: ["none"],
};

/** The one table of rows that share arm and dimension. */
export function tableOf(rows: readonly Rating[], dimension = "clarity", arm?: string): Table {
  const tables = tabulate(rows).filter(
    (table) => table.dimension === dimension && (arm === undefined || table.condition.arm === arm),
  );
  if (tables.length !== 1) throw new Error(`${tables.length} tables of ${arm ?? "any arm"}, ${dimension}`);
  return tables[0]!;
}
