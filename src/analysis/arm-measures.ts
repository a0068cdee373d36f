import { generalizability } from "../stats/generalizability.ts";
import { crossGroupings, groupSizes, memberOfGroup, sumPoints } from "../stats/grouped-sums.ts";
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

type VarianceMeasures = Pick<Measured, "runVariance" | "lambda" | "dependability" | "alphaRun">;

function varianceMeasures(table: Table): (weights: ArmWeights) => VarianceMeasures {
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
  const alphaPlaces = placesOf(table, memberOfGroup(design.cell));
  // A rating of each level of each facet: its weight is read off there.
  const facetPlaces = split.facets.map((name, facet) => {
    const rows = memberOfGroup(split.cells.facets[facet]!).map((cell) => split.cells.member[cell]!);
    return { name, places: placesOf(table, rows) };
  });
  return (weights) => {
    const byFacet = facetPlaces.map(({ name, places }): Weights | null => {
      if (name === "item") return read(weights.units, places.units);
      if (name === "rater") return read(weights.raters, places.raters);
      return name === "set" ? read(weights.sets, places.sets) : null;
    });
    const found = terms(byFacet);
    const [components, total] = split.from(found);
    const ratio = signalRatio(setFacet < 0 ? found : dropFacet(found, setFacet), run);
    const variances = design.rater.size > 1 ? variancesOf(components, total) : null;
    return {
      runVariance: isRefused ? null : (ratio?.noise ?? null),
      lambda: isRefused ? null : (ratio?.ratio ?? null),
      dependability: variances === null ? null : generalizability("item", variances, sizes).dependability,
      alphaRun: alphaOf(alpha, ratingWeights(weights, alphaPlaces)),
    };
  };
}

/** The mean over items of the panel's mean, itself over raters' own means. */
function meanMeasure(table: Table): (weights: ArmWeights) => number | null {
  const item = { codes: table.item, size: table.items.length };
  const rater = { codes: table.rater, size: table.raters.length };
  const pieces = crossGroupings([item, rater], table.value.length);
  const { count, sum } = sumPoints([table.value], pieces);
  const pieceRows = memberOfGroup(pieces);
  const places = placesOf(table, pieceRows);
  return (weights) => {
    const raters = read(weights.raters, places.raters);
    const sets = read(weights.sets, places.sets);
    const total = new Float64Array(table.items.length);
    const mass = new Float64Array(table.items.length);
    for (let piece = 0; piece < pieceRows.length; piece++) {
      const weight = raters[piece]! * sets[piece]!;
      const code = table.item[pieceRows[piece]!]!;
      total[code]! += (weight * sum[0]![piece]!) / count[piece]!;
      mass[code]! += weight;
    }
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
  const { cells, counts } = countedCells(table);
  const given = placesOf(table, cells);
  const abstained = table.absent.filter(({ missing }) => missing === "abstained");
  const without: Places = {
    units: Int32Array.from(abstained, ({ item }) => table.unitOfItem[item]!),
    raters: Int32Array.from(abstained, ({ rater }) => rater),
    sets: Int32Array.from(abstained, ({ rater }) => table.setOfRater[rater]!),
  };
  return (weights) => {
    const ratings = ratingWeights(weights, given).reduce(
      (sum, weight, cell) => sum + weight * counts[cell]!,
      0,
    );
    const abstentions = ratingWeights(weights, without).reduce((sum, weight) => sum + weight, 0);
    return ratings + abstentions > 0 ? abstentions / (ratings + abstentions) : null;
  };
}

/** A row of each rater on each item, and how many ratings there are. */
function countedCells(table: Table): { readonly cells: Int32Array; readonly counts: Float64Array } {
  const item = { codes: table.item, size: table.items.length };
  const rater = { codes: table.rater, size: table.raters.length };
  const pieces = crossGroupings([item, rater], table.value.length);
  return { cells: memberOfGroup(pieces), counts: groupSizes(pieces) };
}

/** The unit, rater and set of some ratings, by the codes that weights go by; set -1 where there is none. */
type Places = { readonly units: Int32Array; readonly raters: Int32Array; readonly sets: Int32Array };

function placesOf(table: Table, rows: Int32Array): Places {
  return {
    units: rows.map((row) => table.unitOfItem[table.item[row]!]!),
    raters: rows.map((row) => table.rater[row]!),
    sets: rows.map((row) => table.setOfRater[table.rater[row]!]!),
  };
}

/** Weights by code; 1 for what belongs to none. */
function read(weights: Weights, codes: Int32Array): Float64Array {
  const own = new Float64Array(codes.length);
  for (let at = 0; at < own.length; at++) own[at] = codes[at]! < 0 ? 1 : weights[codes[at]!]!;
  return own;
}

/** How often each rating counts: its unit, its rater within the set, and the set. */
function ratingWeights(weights: ArmWeights, places: Places): Float64Array {
  const own = read(weights.units, places.units);
  const raters = read(weights.raters, places.raters);
  const sets = read(weights.sets, places.sets);
  for (let at = 0; at < own.length; at++) own[at]! *= raters[at]! * sets[at]!;
  return own;
}
