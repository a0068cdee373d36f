import type { Estimate } from "../../domain/estimate.ts";
import { answerOf } from "../answer-grid.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import { notEstimable } from "../not-estimable.ts";
import type { PairedRating, Strand } from "./strand.ts";
import { EQUIVALENCE_LEVEL } from "./toward-humans.ts";

const NO_PAIR = "nobody rated both before and after";
const NO_TURN =
  "no turn of a discussion is known: rating rows alone hold none, and this protocol may have none";

type Moved = { readonly group: string; readonly value: number };

const estimate = (values: readonly Moved[], reason: string, over = "ratings"): Estimate =>
  clusteredMeanEstimate(values, reason, over);

type BothRated = PairedRating & { readonly before: number; readonly after: number };

/** Ratings of those who rated both before and after. */
export function bothRated(ratings: readonly PairedRating[]): readonly BothRated[] {
  return ratings.flatMap((rating) => {
    const { before, after } = rating;
    return before === null || after === null ? [] : [{ ...rating, before, after }];
  });
}

/** The mean product of two different panelists' moves. */
function productOfMoves(circle: readonly BothRated[]): number {
  const moves = circle.map(({ before, after }) => after - before);
  const sum = moves.reduce((total, move) => total + move, 0);
  const squares = moves.reduce((total, move) => total + move * move, 0);
  return (sum * sum - squares) / (moves.length * (moves.length - 1));
}

/**
 * Whether those who heard one another moved together: the mean product of two panelists' moves on the same item in the
 * same run. 0 where each moves by itself and to either side, as ratings do by chance; above 0 where something that all
 * of them heard moved them.
 */
function movedTogether(strands: readonly Strand[]): Estimate {
  const circles = strands.flatMap(({ ratings }) => [
    ...Map.groupBy(bothRated(ratings), ({ circle }) => circle).values(),
  ]);
  return estimate(
    circles
      .filter(({ length }) => length > 1)
      .map((circle) => ({ group: circle[0]!.group, value: productOfMoves(circle) })),
    "no two panelists of one group rated both before and after",
    "groups of panelists",
  );
}

/**
 * How ratings shifted, by phase: from alone to the end, with and without sign; and of that what panelists said
 * in the discussion that they had moved, and what they moved in their last word.
 */
export function shiftOf(strands: readonly Strand[]) {
  const pairs = strands.flatMap(({ ratings }) => bothRated(ratings));
  const isHeard = pairs.some(({ firstSpeaker }) => firstSpeaker !== null);
  const phase = (read: (pair: BothRated, stated: number) => number): Estimate =>
    isHeard
      ? estimate(
          strands.flatMap(({ ratings, unit }) =>
            bothRated(ratings).map((pair) => ({
              group: pair.group,
              value: read(pair, pair.fact?.stated == null ? pair.before : pair.fact.stated / unit),
            })),
          ),
          NO_PAIR,
        )
      : notEstimable(NO_TURN, 0);
  const of = (read: (pair: BothRated) => number): Estimate =>
    estimate(
      pairs.map((pair) => ({ group: pair.group, value: read(pair) })),
      NO_PAIR,
    );
  return {
    mean: of(({ before, after }) => after - before),
    absolute: of(({ before, after }) => Math.abs(after - before)),
    discussion: phase(({ before }, stated) => stated - before),
    lastWord: phase(({ after }, stated) => after - stated),
    together: movedTogether(strands),
  };
}

/**
 * Flips, ratings that ended on another step of the scale, as shares of all ratings: in all, and those after which
 * nothing had been cited that was new to the group set apart from those after which something had.
 */
export function flipsOf(strands: readonly Strand[]) {
  const pairs = strands.flatMap(({ grid, ratings }) =>
    bothRated(ratings).map(({ group, before, after, fact }) => ({
      group,
      isFlip: answerOf(grid, before) !== answerOf(grid, after),
      heardNew: fact?.heardNew ?? null,
    })),
  );
  const known = pairs.filter(({ heardNew }) => heardNew !== null);
  const share = (of: typeof pairs, counts: (pair: (typeof pairs)[number]) => boolean, reason: string) =>
    estimate(
      of.map((pair) => ({ group: pair.group, value: Number(counts(pair)) })),
      reason,
    );
  const unknown = "what was cited is not known from rating rows alone";
  return {
    rate: share(pairs, ({ isFlip }) => isFlip, NO_PAIR),
    withNewEvidence: share(known, ({ isFlip, heardNew }) => isFlip && heardNew === true, unknown),
    withoutNewEvidence: share(known, ({ isFlip, heardNew }) => isFlip && heardNew === false, unknown),
  };
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Variance between the panelists of one panel in one run, before and after, over those who rated both. */
export function panelVariance(strands: readonly Strand[]) {
  const panels = strands.flatMap(({ ratings }) => [
    ...Map.groupBy(bothRated(ratings), ({ panel }) => panel).values(),
  ]);
  const several = panels.filter((panel) => panel.length > 1);
  const of = (read: (panel: readonly BothRated[]) => number): Estimate =>
    estimate(
      several.map((panel) => ({ group: panel[0]!.group, value: read(panel) })),
      "no two panelists of one panel rated both before and after",
      "panels",
    );
  const before = (panel: readonly BothRated[]): number => variance(panel.map((each) => each.before));
  const after = (panel: readonly BothRated[]): number => variance(panel.map((each) => each.after));
  return { before: of(before), after: of(after), change: of((panel) => after(panel) - before(panel)) };
}

/** How far apart the panel's values of one item lie from run to run, before and after. */
export function runDistance(strands: readonly Strand[]) {
  const runs = strands.flatMap((strand) => strand.runs);
  const of = (read: (run: (typeof runs)[number]) => number, level?: number): Estimate =>
    clusteredMeanEstimate(
      runs.map((run) => ({ group: run.group, value: read(run) })),
      "it takes two runs of an item",
      "items",
      level,
    );
  return {
    before: of(({ before }) => before),
    after: of(({ after }) => after),
    change: of(({ before, after }) => after - before),
    equivalence: of(({ before, after }) => after - before, EQUIVALENCE_LEVEL),
  };
}
