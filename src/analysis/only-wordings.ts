import { keepRatings } from "./keep-ratings.ts";
import { batteryOf } from "./rater-answers.ts";
import type { Table } from "./table.ts";

/**
 * The table without the framings that test answers rather than collect them; as it is where it has none.
 * Where every wording was asked in some frame and order, all of them are kept: none is plainer than another.
 */
export function onlyWordings(table: Table): Table {
  const { isUsual } = batteryOf(table);
  return isUsual.every(Boolean) ? table : keepRatings(table, ({ framing }) => isUsual[framing]!);
}
