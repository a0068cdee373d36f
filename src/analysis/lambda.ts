import type { Estimate } from "../domain/estimate.ts";
import { generalizedInterval, MIN_DRAWS } from "../stats/generalized-interval.ts";
import { crossGroupings, type Grouping, groupSizes } from "../stats/grouped-sums.ts";
import { logRatioInterval } from "../stats/log-ratio-interval.ts";
import { type Metric, metricPoints } from "../stats/metric-points.ts";
import {
  type Cells,
  gatherCells,
  ofMembers,
  type PairTerms,
  pairTerms,
  withoutEach,
} from "../stats/pair-terms.ts";
import type { Interval } from "../stats/percentile-interval.ts";
import { ratioOfMeanSquares } from "../stats/ratio-of-mean-squares.ts";
import { signalRatio } from "../stats/signal-ratio.ts";
import { twoWayJackknife } from "../stats/two-way-jackknife.ts";
import { varianceComponents } from "../stats/variance-components.ts";
import { type Context, streamOf } from "./context.ts";
import type { Design } from "./design.ts";
import { harmonicMean } from "./harmonic-mean.ts";
import { metricsOf } from "./metrics.ts";
import { notEstimable } from "./not-estimable.ts";
import { isBalanced, looksNormal } from "./shape-of-ratings.ts";
import type { Table } from "./table.ts";

/** Draws of the generalised interval in the metric that decides; the others make do with the fewest. */
const GENERALIZED_DRAWS = 10_000;

type Bounded = { readonly interval: Interval | null; readonly method: string };

/**
 * λ in one metric, of a table that `refusal` lets pass, with the interval that its data allow: the
 * generalised one where they are balanced and look normal; else its bounds or a jackknife's, whichever
 * lie further out; after a discussion the jackknife alone.
 */
export function lambdaOf(table: Table, design: Design, metric: Metric, context: Context): Estimate {
  const n = table.value.length;
  const facets = [design.item, design.rater, ...(design.framing.size > 1 ? [design.framing] : [])];
  const run = 2 ** facets.length - 1;
  const cells = gatherCells(
    metricPoints(table.value, metric),
    design.session === null ? facets : [...facets, design.session],
  );
  const terms = pairTerms(cells);
  const lambda = signalRatio(terms, run)?.ratio ?? null;
  if (lambda === null) return notEstimable("too few pairs of ratings to tell the rater from the run", n);
  const { interval, method } = intervalOf({ table, design, metric, context, cells, terms, run, lambda });
  const bounds =
    interval !== null && Number.isFinite(interval.low) && Number.isFinite(interval.high)
      ? { low: interval.low, high: interval.high, level: context.level }
      : {};
  return { value: lambda, ...bounds, method, n };
}

type Situation = {
  readonly table: Table;
  readonly design: Design;
  readonly metric: Metric;
  readonly context: Context;
  readonly cells: Cells;
  readonly terms: PairTerms;
  readonly run: number;
  readonly lambda: number;
};

function intervalOf(situation: Situation): Bounded {
  const { table, design, metric } = situation;
  if (design.session !== null) return sessionInterval(situation);
  const balanced = isBalanced(table, design);
  const generalized = design.framing.size === 1 || balanced ? generalizedOf(situation) : null;
  if (
    generalized !== null &&
    metric === "interval" &&
    balanced &&
    design.unit.size === design.item.size &&
    looksNormal(table)
  )
    return { interval: generalized, method: "pair differences, generalised interval" };
  const jackknife = jackknifeOf(situation);
  if (generalized === null || jackknife === null)
    return {
      interval: generalized ?? jackknife,
      method: `pair differences, ${generalized === null ? "jackknife" : "generalised"} interval`,
    };
  return {
    interval: {
      low: Math.min(generalized.low, jackknife.low),
      high: Math.max(generalized.high, jackknife.high),
    },
    method: "pair differences, outer bounds of generalised interval and jackknife",
  };
}

function generalizedOf({ table, design, metric, context, cells, terms }: Situation): Interval {
  const names = ["item", "rater", "framing"].slice(0, cells.facets.length);
  const components = varianceComponents(
    terms,
    names.map((name) => ({
      name,
      ...(name === "framing" && design.nestedFramings ? { within: ["item"] } : {}),
    })),
  );
  const framings = design.nestedFramings ? design.block.size / design.item.size : design.framing.size;
  const { numerator, error, offset } = ratioOfMeanSquares(components, {
    items: design.cell.size / (design.rater.size * framings),
    raters: design.rater.size,
    framings,
    nestedFramings: design.nestedFramings,
    replicates: harmonicMean(groupSizes(design.cell)),
    cells: design.cell.size,
    ratings: table.value.length,
  });
  return generalizedInterval(numerator, error, offset, {
    level: context.level,
    draws: metric === metricsOf(table).main ? GENERALIZED_DRAWS : MIN_DRAWS,
    rng: streamOf(context, table, `generalised interval, ${metric}`),
  });
}

/** On the logarithm of λ + 1/runs, which is a ratio of mean squares; null where one of them is not positive. */
function jackknifeOf(situation: Situation): Interval | null {
  const { design, cells, context, lambda } = situation;
  const unit = ofMembers(design.unit, cells.member);
  const rater = ofMembers(design.rater, cells.member);
  const shift = 1 / harmonicMean(groupSizes(design.cell));
  const logOf = (ratio: number): number | null => (ratio + shift > 0 ? Math.log(ratio + shift) : null);
  const estimate = logOf(lambda);
  const items = without(situation, unit, logOf);
  const raters = without(situation, rater, logOf);
  const pieces = without(situation, crossGroupings([unit, rater], unit.codes.length), logOf);
  if (estimate === null || items === null || raters === null || pieces === null) return null;
  const { low, high } = logRatioInterval(estimate, { items, raters, cells: pieces }, context.level);
  return { low: Math.exp(low) - shift, high: Math.exp(high) - shift };
}

/** Sessions cut across raters, so whole items and whole raters are left out and nothing is taken as normal. */
function sessionInterval(situation: Situation): Bounded {
  const { design, cells, context, lambda } = situation;
  const method = "pair differences between sessions, jackknife";
  const shift = 1 / harmonicMean(groupSizes(design.cell));
  const jackknife = (transform: (ratio: number) => number | null): Interval | null => {
    const estimate = transform(lambda);
    const items = without(situation, ofMembers(design.unit, cells.member), transform);
    const raters = without(situation, ofMembers(design.rater, cells.member), transform);
    if (estimate === null || items === null || raters === null) return null;
    return twoWayJackknife(estimate, [items, raters], context.level);
  };
  const onLog = jackknife((ratio) => (ratio + shift > 0 ? Math.log(ratio + shift) : null));
  if (onLog === null) return { interval: jackknife((ratio) => ratio), method };
  return { interval: { low: Math.exp(onLog.low) - shift, high: Math.exp(onLog.high) - shift }, method };
}

/** λ without each cluster of cells in turn, transformed; null where one of them is not defined. */
function without(
  { cells, run }: Situation,
  clusters: Grouping,
  transform: (ratio: number) => number | null,
): readonly number[] | null {
  const values = withoutEach(cells, clusters, (terms) => {
    const ratio = signalRatio(terms, run)?.ratio ?? null;
    return ratio === null ? null : transform(ratio);
  });
  const defined = values.filter((value) => value !== null);
  return defined.length === values.length ? defined : null;
}
