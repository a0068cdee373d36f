import type { ItemEvidence } from "../stats/item-evidence.ts";
import { jackknifed, tInterval } from "../stats/jackknifed.ts";
import type { Tested, ValidityEvidence } from "../stats/validity-label.ts";
import { acquiescence, contrast, runStability, wordingShift } from "../stats/validity-statistics.ts";
import { ones, type WeightedStatistic, type Weights } from "../stats/weights.ts";
import type { AnswerGrid } from "./answer-grid.ts";
import { type AskedItem, type Battery, evidenceOf, sameAnswerShare } from "./rater-answers.ts";
import type { AbsentRating, Table } from "./table.ts";

const DIFFERENCE = 0.95;
const EQUIVALENCE = 0.9;

/** Answers as the statistics see them under the weights of whatever is left out. */
type Sample = {
  readonly items: readonly ItemEvidence[];
  readonly weights: Weights;
  readonly chance: number | null;
};

/** What decides on a rater's label: its answers on all items, with intervals from leaving out whole units. */
export function raterEvidence(
  table: Table,
  battery: Battery,
  asked: readonly AskedItem[],
  absent: readonly AbsentRating[],
  chance: WeightedStatistic,
  grid: AnswerGrid,
): ValidityEvidence {
  const items = asked.map((item) => evidenceOf(table, battery, item));
  const unitOf = asked.map(({ item }) => table.unitOfItem[item]!);
  const units = [...new Set(unitOf)];
  const code = new Map(units.map((unit, index) => [unit, index]));
  const clusterOf = unitOf.map((unit) => code.get(unit)!);
  const sample = (weights: Weights): Sample => {
    const all = Float64Array.from(ones(table.units.length));
    units.forEach((unit, cluster) => {
      all[unit] = weights[cluster]!;
    });
    return { items, weights: clusterOf.map((cluster) => weights[cluster]!), chance: chance(all) };
  };
  return {
    items: units.length,
    sameAnswer: sameAnswerShare(table, battery, asked, grid),
    ...repliesOf(battery, asked, absent),
    ...testsOf(battery, units.length, sample),
  };
}

/** What decides on the tentative label of one item: its own answers, with intervals from leaving out replicates. */
export function itemEvidenceOf(
  table: Table,
  battery: Battery,
  asked: AskedItem,
  absent: readonly AbsentRating[],
  chance: number | null,
): ValidityEvidence {
  const rows = asked.cells.flatMap(({ start, end }) => Array.from(table.replicate.subarray(start, end)));
  const replicates = [...new Set(rows)];
  const sample = (weights: Weights): Sample => ({
    items: [evidenceOf(table, battery, asked, (replicate) => weights[replicates.indexOf(replicate)] !== 0)],
    weights: [1],
    chance,
  });
  return {
    items: 1,
    sameAnswer: null,
    ...repliesOf(battery, [asked], absent),
    ...testsOf(battery, replicates.length, sample),
  };
}

function repliesOf(
  battery: Battery,
  asked: readonly AskedItem[],
  absent: readonly AbsentRating[],
): Pick<ValidityEvidence, "accidents" | "noOpinion"> {
  const cells = asked.flatMap((item) => item.cells);
  const isOffered = ({ framing }: { readonly framing: number }): boolean =>
    battery.kinds[framing] === "no-opinion";
  const given = (of: typeof cells): number => of.reduce((sum, { start, end }) => sum + end - start, 0);
  const declined = absent.filter((place) => place.missing === "abstained" && isOffered(place)).length;
  const offered = given(cells.filter(isOffered)) + declined;
  const accidents = absent.filter(({ missing }) => missing !== "abstained").length;
  return {
    accidents: accidents / Math.max(1, given(cells) + absent.length),
    noOpinion: offered === 0 ? null : declined / offered,
  };
}

function testsOf(
  battery: Battery,
  clusters: number,
  sample: (weights: Weights) => Sample,
): Pick<ValidityEvidence, "runStability" | "wordingShift" | "frames" | "orders" | "acquiescence"> {
  const test = (statistic: (sample: Sample) => number | null, comparisons = 1): Tested | null =>
    tested(clusters, (weights) => statistic(sample(weights)), comparisons);
  const contrasts = (of: "frames" | "orders"): readonly Tested[] => {
    const pairs = battery[of];
    return pairs.flatMap(
      (_, pair) => test(({ items, weights }) => contrast(items, weights, of, pair), pairs.length) ?? [],
    );
  };
  return {
    runStability: test(({ items, weights, chance }) => runStability(items, weights, chance)),
    wordingShift: test(({ items, weights }) => wordingShift(items, weights)),
    frames: contrasts("frames"),
    orders: contrasts("orders"),
    acquiescence: test(({ items, weights }) => acquiescence(items, weights)),
  };
}

function tested(clusters: number, statistic: WeightedStatistic, comparisons: number): Tested | null {
  const estimate = jackknifed(clusters, statistic);
  if (estimate === null) return null;
  return {
    value: estimate.value,
    interval: tInterval(estimate, 1 - (1 - DIFFERENCE) / comparisons),
    equivalence: tInterval(estimate, EQUIVALENCE),
  };
}
