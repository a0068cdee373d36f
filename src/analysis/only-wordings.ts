import { framingKind } from "./framing-kinds.ts";
import { keepRatings } from "./keep-ratings.ts";
import type { Table } from "./table.ts";

/** The table without the framings that test answers rather than collect them; as it is where it has none. */
export function onlyWordings(table: Table): Table {
  const isWording = table.framings.map((framing) => framingKind(framing) === "wording");
  return isWording.every(Boolean) ? table : keepRatings(table, ({ framing }) => isWording[framing]!);
}
