import { crossGroupings, type Grouping } from "../stats/grouped-sums.ts";
import type { Table } from "./table.ts";

/** How the used ratings of a table stand to one another: every grouping is one of its rows. */
export type Design = {
  readonly item: Grouping;
  /** The thing judged: in a pooled table the item behind its dimensions. What is left out or resampled. */
  readonly unit: Grouping;
  readonly rater: Grouping;
  readonly framing: Grouping;
  /** An item has wordings of its own, shared with no other item. */
  readonly nestedFramings: boolean;
  readonly set: Grouping;
  /** An item in one wording: raters who answer the same question. */
  readonly block: Grouping;
  /** A rater on an item in one wording: ratings that differ by the run alone. */
  readonly cell: Grouping;
  /** A question put in one replicate; null in the initial phase, where raters are alone. */
  readonly session: Grouping | null;
  /** The session of those who spoke with one another: one set, one stakeholder group. */
  readonly debate: Grouping | null;
};

/** Reads the design off a table. Labels without a rating do not count. */
export function designOf(table: Table): Design {
  const rows = table.value.length;
  const cross = (...groupings: readonly Grouping[]): Grouping => crossGroupings(groupings, rows);
  const ofRater = (labels: readonly string[], codeOfRater: Int32Array): Grouping =>
    cross({ codes: table.rater.map((code) => codeOfRater[code]! + 1), size: labels.length + 1 });
  const item = cross({ codes: table.item, size: table.items.length });
  const rater = cross({ codes: table.rater, size: table.raters.length });
  const framing = cross({ codes: table.framing, size: table.framings.length });
  const set = ofRater(table.sets, table.setOfRater);
  const block = cross(item, framing);
  const isFinal = table.condition.phase === "final";
  const session = isFinal ? cross(block, { codes: table.replicate, size: table.replicates.length }) : null;
  return {
    item,
    unit: cross({ codes: table.item.map((code) => table.unitOfItem[code]!), size: table.units.length }),
    rater,
    framing,
    nestedFramings: framing.size > 1 && item.size > 1 && block.size === framing.size,
    set,
    block,
    cell: cross(block, rater),
    session,
    debate: session && cross(session, set, ofRater(table.stakeholders, table.stakeholderOfRater)),
  };
}
