import type { Manifest } from "../../domain/study.ts";
import { moneyPaid } from "../money/cost-of-run.ts";
import type { Doors } from "../with-models.ts";
import type { BegunRun } from "./begin-run.ts";
import { callTotals } from "./call-totals.ts";

/** The manifest of a run that has done some of its cells, with what was called and paid for them. */
export async function manifestSoFar(
  doors: Doors,
  { started, before, cells }: BegunRun,
  done: number,
): Promise<Manifest> {
  return {
    ...started,
    cells: { planned: cells.length, done },
    calls: await callTotals(doors, before),
    money: await moneyPaid(doors),
  };
}
