import type { PersonaSet } from "../domain/persona.ts";
import type { Study } from "../domain/study.ts";
import type { Panel } from "./plan-cells.ts";
import { seatNobody, seatPanel } from "./seat-panel.ts";

/** The panels of a study: one for each set of each arm, and one of nobody for an arm without personas. */
export function panelsOf(
  study: Study,
  sets: readonly { readonly arm: string; readonly set: PersonaSet }[],
): readonly Panel[] {
  return study.arms.flatMap((arm): Panel[] => {
    if (arm.kind === "none") return [{ arm: arm.id, personaSet: null, seats: seatNobody(study.panel) }];
    return sets
      .filter((seated) => seated.arm === arm.id)
      .map(({ set }) => ({ arm: arm.id, personaSet: set.id, seats: seatPanel(set, study.panel) }));
  });
}
