import { generalizability } from "../stats/generalizability.ts";
import { crossGroupings, memberOfGroup, sumPoints } from "../stats/grouped-sums.ts";
import { alphaOf, alphaParts } from "../stats/krippendorff-alpha.ts";
import { dropFacet } from "../stats/pair-terms.ts";
import { signalRatio } from "../stats/signal-ratio.ts";
import { weightedPairTerms } from "../stats/weighted-pair-terms.ts";
import type { Weights } from "../stats/weights.ts";
import { splitVariance } from "./components.ts";
import { designOf } from "./design.ts";
import { ownSizes, variancesOf } from "./generalizability.ts";
import { metricsOf } from "./metrics.ts";
import { refusal } from "./refusal.ts";
import type { Table } from "./table.ts";

/** What arms are compared on, in the order of the report. */
export const MEASURES = [
  "runVariance",
  "lambda",
  "dependability",
  "alphaRun",
  "mean",
  "abstentionRate",
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measured = Readonly<Record<Measure, number | null>>;

/** How often units, raters within their sets, and sets count; by their codes in the table (set -1 is never looked up). */
export type ArmWeights = { readonly units: Weights; readonly raters: Weights; readonly sets: Weights };

/**
 * A condition's measures as a function of weights, so that sets, raters and items can be resampled
 * without copying ratings.
 */
export function armMeasures(table: Table): (weights: ArmWeights) => Measured {
  const variances = varianceMeasures(table);
  const mean = meanMeasure(table);
  const abstentionRate = abstentionMeasure(table);
  return (weights) => ({
    ...variances(weights),
    mean: mean(weights),
    abstentionRate: abstentionRate(weights),
  });
}

type Some<Name extends Measure> = (weights: ArmWeights) => Pick<Measured, Name>;

function varianceMeasures(table: Table): Some<"runVariance" | "lambda" | "dependability" | "alphaRun"> {
  if (table.value.length === 0)
    return () => ({ runVariance: null, lambda: null, dependability: null, alphaRun: null });
  const design = designOf(table);
  const split = splitVariance(table, design, metricsOf(table).main);
  const sizes = ownSizes(design).ofItem;
  const isRefused = refusal(table, design) !== null;
  const terms = weightedPairTerms(split.cells);
  const setFacet = split.facets.indexOf("set");
  const run = 2 ** (split.facets.length - (setFacet < 0 ? 0 : 1)) - 1;
  const level = table.level === "probability" ? "interval" : table.level;
  const alpha = alphaParts(table.value, design.cell, design.cell, level);
  const alphaRow = memberOfGroup(design.cell);
  // A rating of each level of each facet: its weight is read off there.
  const facetRows = split.facets.map((_, facet) =>
    memberOfGroup(split.cells.facets[facet]!).map((cell) => split.cells.member[cell]!),
  );
  return (weights) => {
    const weigh = weigher(table, weights);
    const byFacet = split.facets.map((name, facet): Weights | null => {
      const weightOf = { item: weigh.unit, rater: weigh.rater, set: weigh.set }[name];
      return weightOf === undefined ? null : Float64Array.from(facetRows[facet]!, weightOf);
    });
    const found = terms(byFacet);
    const [components, total] = split.from(found);
    const ratio = signalRatio(setFacet < 0 ? found : dropFacet(found, setFacet), run);
    const variances = variancesOf(components, total);
    return {
      runVariance: isRefused ? null : (ratio?.noise ?? null),
      lambda: isRefused ? null : (ratio?.ratio ?? null),
      dependability: variances === null ? null : generalizability("item", variances, sizes).dependability,
      alphaRun: alphaOf(alpha, Float64Array.from(alphaRow, weigh.rating)),
    };
  };
}

/** The mean over items of the panel's mean, itself over raters' own means. */
function meanMeasure(table: Table): (weights: ArmWeights) => number | null {
  const item = { codes: table.item, size: table.items.length };
  const rater = { codes: table.rater, size: table.raters.length };
  const pieces = crossGroupings([item, rater], table.value.length);
  const { count, sum } = sumPoints([table.value], pieces);
  const pieceRow = memberOfGroup(pieces);
  return (weights) => {
    const weigh = weigher(table, weights);
    const total = new Float64Array(table.items.length);
    const mass = new Float64Array(table.items.length);
    pieceRow.forEach((row, piece) => {
      const weight = weigh.rater(row) * weigh.set(row);
      total[table.item[row]!]! += (weight * sum[0]![piece]!) / count[piece]!;
      mass[table.item[row]!]! += weight;
    });
    let [sumOfMeans, items] = [0, 0];
    for (let code = 0; code < total.length; code++) {
      if (mass[code] === 0) continue;
      const weight = weights.units[table.unitOfItem[code]!]!;
      sumOfMeans += (weight * total[code]!) / mass[code]!;
      items += weight;
    }
    return items > 0 ? sumOfMeans / items : null;
  };
}

/** Abstentions among the ratings asked for; accidents are no answers and count on neither side. */
function abstentionMeasure(table: Table): (weights: ArmWeights) => number | null {
  const abstained = table.absent.filter(({ missing }) => missing === "abstained");
  return (weights) => {
    const weigh = weigher(table, weights);
    let [without, all] = [0, 0];
    for (let row = 0; row < table.value.length; row++) all += weigh.rating(row);
    for (const { item, rater } of abstained) {
      const set = table.setOfRater[rater]!;
      without +=
        weights.units[table.unitOfItem[item]!]! * weights.raters[rater]! * (set < 0 ? 1 : weights.sets[set]!);
    }
    return all + without > 0 ? without / (all + without) : null;
  };
}

/** The weights of one rating's unit, of its rater within the set, of the set, and of all three. */
function weigher(table: Table, weights: ArmWeights) {
  const unit = (row: number): number => weights.units[table.unitOfItem[table.item[row]!]!]!;
  const rater = (row: number): number => weights.raters[table.rater[row]!]!;
  const set = (row: number): number => {
    const code = table.setOfRater[table.rater[row]!]!;
    return code < 0 ? 1 : weights.sets[code]!;
  };
  return { unit, rater, set, rating: (row: number): number => unit(row) * rater(row) * set(row) };
}
