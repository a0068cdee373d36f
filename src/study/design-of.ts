import type { Item } from "../domain/item.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { ModelSpec, Study } from "../domain/study.ts";
import { panelsOf } from "./panels-of.ts";
import type { Design } from "./plan-cells.ts";

/** A study with all that it names. */
export type LoadedStudy = {
  readonly study: Study;
  readonly specs: readonly ModelSpec[];
  readonly items: readonly Item[];
  readonly sets: readonly { readonly arm: string; readonly set: PersonaSet }[];
};

/** What a study crosses with what. */
export function designOf({ study, specs, items, sets }: LoadedStudy): Design {
  return {
    items,
    panels: panelsOf(study, sets),
    protocols: study.protocols,
    models: specs.map(({ id }) => id),
    framings: study.framings,
    replicates: study.replicates,
    seed: study.seed,
  };
}
