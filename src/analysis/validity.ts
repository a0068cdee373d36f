import { POOLED } from "../domain/rubric.ts";
import type { Validity, ValidityLabel } from "../domain/validity-result.ts";
import { cellsOf } from "./cells-of.ts";
import type { Context } from "./context.ts";
import { flipRate } from "./flip-rate.ts";
import { headline } from "./headline.ts";
import { invariance } from "./invariance.ts";
import { keepRatings } from "./keep-ratings.ts";
import { onlyWordings } from "./only-wordings.ts";
import { randomShare } from "./random-share.ts";
import type { Table } from "./table.ts";
import { itemLabels, raterLabels } from "./validity-labels.ts";

/** Answers of these kinds say nothing of the item, so a mean over them is no finding. */
const NOT_TO_BE_AVERAGED: readonly ValidityLabel[] = ["unusable", "artifact", "non-attitude"];

/**
 * Whether there is anything in the ratings to average: a label for each rater over its items, tentative
 * ones for single items of one dimension, and the headlines with and without the raters whose answers should not be
 * averaged. `table` holds every framing. Null where no rater was asked twice in the same way.
 */
export function validity(table: Table, context: Context): Validity | null {
  if (table.level === "nominal" || cellsOf(table).every(({ start, end }) => end - start < 2)) return null;
  const labels = raterLabels(table);
  const count = (label: ValidityLabel): number => labels.filter((each) => each.label === label).length;
  const wordings = onlyWordings(table);
  const isLeftOut = labels.map(({ label }) => NOT_TO_BE_AVERAGED.includes(label));
  const kept = isLeftOut.includes(true) ? keepRatings(wordings, ({ rater }) => !isLeftOut[rater]) : wordings;
  const whole = headline(wordings, context);
  return {
    genuine: count("genuine"),
    constructed: count("constructed"),
    nonAttitude: count("non-attitude"),
    artifact: count("artifact"),
    unusable: count("unusable"),
    undetermined: count("undetermined"),
    labels: [...labels, ...(table.dimension === POOLED ? [] : itemLabels(table))],
    flipRate: flipRate(wordings, kept, context),
    blackAndWhite: randomShare(wordings, context),
    invariance: invariance(table),
    with: whole,
    without: kept === wordings ? whole : headline(kept, context),
  };
}
