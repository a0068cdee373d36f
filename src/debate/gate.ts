import type { Assessment } from "../domain/debate.ts";
import type { Rubric } from "../domain/rubric.ts";
import { disagreement, ratingsOf } from "./moderate.ts";

/** How far apart two panelists are still of one opinion, as a share of the scale: neighbours on a scale of five. */
export const GATE = 0.25;

/**
 * The gate of the protocol `gated`: a group debates when on some dimension two of its panelists lie more than
 * a quarter of the scale apart. Abstentions and accidents are no disagreement.
 *
 * @example isDisputed([ratingOf("a", 3), ratingOf("b", 5)], rubric) // true on a scale from 1 to 5
 */
export function isDisputed(initial: readonly Assessment[], rubric: Rubric): boolean {
  // Rounding must not open the gate for ratings exactly a quarter apart.
  return rubric.dimensions.some(
    (dimension) => disagreement(ratingsOf(initial, dimension.id), dimension) > GATE + 1e-9,
  );
}
