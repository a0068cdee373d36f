import type { ConditionResult } from "../domain/result.ts";
import { confidence } from "./confidence.ts";
import type { Context } from "./context.ts";
import { countsOf } from "./counts.ts";
import { type GeneralizabilityOptions, generalizabilityOf } from "./generalizability.ts";
import type { JoinedTable } from "./panel-and-people.ts";
import type { Prepared } from "./prepared.ts";
import { present } from "./present.ts";
import { selective } from "./selective.ts";
import { signalOf } from "./signal.ts";
import { stabilityOf } from "./stability.ts";
import type { Table } from "./table.ts";
import { validity } from "./validity.ts";
import { wording } from "./wording.ts";

/** A condition's table, and what is needed beside it. */
export type ConditionGiven = GeneralizabilityOptions & {
  readonly prepared: Prepared;
  /** The same table with the framings that test answers. */
  readonly everyFraming: Table;
  /** The tables of one dimension each that it stands for. */
  readonly parts: readonly Table[];
  readonly people: JoinedTable | null;
};

/** Everything that rows say of one condition and dimension. Without a rating there are only counts. */
export function conditionResult(given: ConditionGiven, context: Context): ConditionResult {
  const { everyFraming, parts, people } = given;
  const { table, design, split } = given.prepared;
  const counted = { condition: table.condition, dimension: table.dimension, n: countsOf(table, design) };
  if (table.value.length === 0) return counted;
  return {
    ...counted,
    components: split.components,
    signal: signalOf(table, design, context),
    generalizability: generalizabilityOf(design, split, given, context),
    stability: stabilityOf(table, design, context),
    ...present({
      wording: wording(table, parts, context),
      validity: validity(everyFraming, context),
      confidence: confidence(table, parts, people, context),
      selective: selective(table, parts, context),
    }),
  };
}
