import type { ConditionResult } from "../domain/condition-result.ts";
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

/** What a condition's ratings are and how they vary: the first piece of its result. */
export function variationOf(
  { table, design, split }: Prepared,
  options: GeneralizabilityOptions,
  context: Context,
): ConditionResult {
  const counted = { condition: table.condition, dimension: table.dimension, n: countsOf(table, design) };
  if (table.value.length === 0) return counted;
  return {
    ...counted,
    components: split.components,
    signal: signalOf(table, design, context),
    generalizability: generalizabilityOf(design, split, options, context),
    stability: stabilityOf(table, design, context),
  };
}

type FurtherParts = Partial<Pick<ConditionResult, "wording" | "validity" | "confidence" | "selective">>;

/** A further piece of a condition's result, to be put beside the first. */
export type FurtherPiece = Pick<ConditionResult, "condition" | "dimension"> & FurtherParts;

/** Nothing more is said of a table without ratings. */
function furtherPiece(table: Table, parts: () => FurtherParts): FurtherPiece {
  const { condition, dimension } = table;
  return { condition, dimension, ...(table.value.length === 0 ? {} : parts()) };
}

/** What the answers are worth: whether they hold under other wordings, and which opinion they show. `everyFraming` has the framings that test answers. */
export function validityOf(
  table: Table,
  parts: readonly Table[],
  everyFraming: Table,
  context: Context,
): FurtherPiece {
  return furtherPiece(table, () =>
    present({ wording: wording(table, parts, context), validity: validity(everyFraming, context) }),
  );
}

/** What confidences foretold, and what abstaining by them would buy; `people` rated the same items. */
export function confidenceOf(
  table: Table,
  parts: readonly Table[],
  people: JoinedTable | null,
  context: Context,
): FurtherPiece {
  return furtherPiece(table, () =>
    present({
      confidence: confidence(table, parts, people, context),
      selective: selective(table, parts, context),
    }),
  );
}
