import type { Estimate } from "../domain/estimate.ts";
import type { Validity } from "../domain/validity-result.ts";
import {
  type Tested,
  type ValidityEvidence,
  type ValidityScale,
  validityLabel,
} from "../stats/validity-label.ts";
import { ones } from "../stats/weights.ts";
import { type AnswerGrid, answerGrid } from "./answer-grid.ts";
import { chanceDisagreement } from "./chance-disagreement.ts";
import { present } from "./present.ts";
import { askedItems, batteryOf } from "./rater-answers.ts";
import { itemEvidenceOf, raterEvidence } from "./rater-evidence.ts";
import type { Table } from "./table.ts";

type Label = Validity["labels"][number];

const FEWEST_ITEMS = 20;
const LEVEL = 0.95;

/** A label for every rater of a table, over its items; `table` holds every framing. */
export function raterLabels(table: Table): readonly Label[] {
  const battery = batteryOf(table);
  const grid = answerGrid([table]);
  const scale = scaleOf(table, grid);
  const chance = chanceDisagreement(table, battery);
  const absent = Map.groupBy(table.absent, ({ rater }) => rater);
  return askedItems(table).map((asked, rater) => {
    const evidence = raterEvidence(table, battery, asked, absent.get(rater) ?? [], chance, grid);
    const decided = validityLabel(evidence, scale, { fewestItems: FEWEST_ITEMS });
    return { rater: table.raters[rater]!, ...decided, statistics: statisticsOf(evidence) };
  });
}

/**
 * Tentative labels of raters on single items, from their replicates; they decide no headline. Items on
 * which a rater stays undetermined, as most do, are not listed. None where neither frames nor option
 * orders were asked, for then an item's answers cannot show what made them.
 */
export function itemLabels(table: Table): readonly Label[] {
  const battery = batteryOf(table);
  if (battery.frames.length === 0 && battery.orders.length === 0) return [];
  const scale = scaleOf(table, answerGrid([table]));
  const chance = chanceDisagreement(table, battery)(ones(table.units.length));
  const absent = Map.groupBy(table.absent, ({ rater, item }) => rater * table.items.length + item);
  return askedItems(table).flatMap((asked, rater) =>
    asked.flatMap((one) => {
      const missing = absent.get(rater * table.items.length + one.item) ?? [];
      const evidence = itemEvidenceOf(table, battery, one, missing, chance);
      const decided = validityLabel(evidence, scale, { fewestItems: 1 });
      if (decided.label === "undetermined") return [];
      return {
        rater: table.raters[rater]!,
        item: table.items[one.item]!,
        ...decided,
        statistics: statisticsOf(evidence),
      };
    }),
  );
}

function scaleOf({ scale }: Table, { step }: AnswerGrid): ValidityScale {
  return { delta: step / 2, midpoint: scale === null ? null : (scale[0] + scale[1]) / 2 };
}

/** The statistics that decided, those that were asked for and can be told. */
function statisticsOf(evidence: ValidityEvidence): Label["statistics"] {
  const n = evidence.items;
  const bounded = (tested: Tested | null | undefined, method: string): Estimate | null =>
    tested
      ? { value: tested.value, ...tested.interval, level: LEVEL, method: `${method}, jackknife`, n }
      : null;
  const share = (value: number | null, method: string): Estimate | null =>
    value === null ? null : { value, method, n };
  const largest = (tested: readonly Tested[]): Tested | undefined =>
    tested.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))[0];
  return present({
    runStability: bounded(
      evidence.runStability,
      "1 - difference of two runs over that of two random ratings",
    ),
    wordingShift: bounded(evidence.wordingShift, "variance that wording adds"),
    frameShift: bounded(largest(evidence.frames), "mean in one frame less another"),
    orderShift: bounded(largest(evidence.orders), "mean in one option order less another"),
    acquiescence: bounded(evidence.acquiescence, "mean agreement with item and negation"),
    noOpinion: share(evidence.noOpinion, "share without an opinion where that was offered"),
    sameAnswer: share(evidence.sameAnswer, "largest share of items with one and the same answer"),
    accidents: share(evidence.accidents, "share of replies malformed, refused or failed"),
  });
}
