import type { Estimate } from "../../domain/estimate.ts";
import { type AnswerGrid, answerOf } from "../answer-grid.ts";
import { clusteredEstimate } from "../clustered-estimate.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import { type Context, drawsOf } from "../context.ts";
import { notEstimable } from "../not-estimable.ts";
import type { Table } from "../table.ts";
import { bothRated } from "./movement.ts";
import type { PairedRating, Strand } from "./strand.ts";

/** A panelist who stood elsewhere than some target: how far off it was, and how it moved along that way. */
type Pulled = {
  readonly group: string;
  readonly distance: number;
  readonly moved: number;
  /** How its first rating in another run stood to this one, along the same way; null where there was none. */
  readonly again: number | null;
};

function towards(rating: PairedRating & { readonly before: number; readonly after: number }, target: number) {
  const { group, before, after, again } = rating;
  return {
    group,
    distance: target - before,
    moved: after - before,
    again: again === null ? null : again - before,
  };
}

/** The rating that more than half of all seated held alone, those without a rating included among the seated. */
function majorityOf(circle: readonly PairedRating[], grid: AnswerGrid): number | null {
  const held = circle.flatMap(({ before }) => before ?? []);
  const answers = Map.groupBy(held, (value) => answerOf(grid, value));
  const most = [...answers.values()].find((same) => same.length * 2 > circle.length);
  return most === undefined ? null : most.reduce((sum, value) => sum + value, 0) / most.length;
}

function circlesOf({ ratings }: Strand): readonly (readonly PairedRating[])[] {
  return [...Map.groupBy(ratings, ({ circle }) => circle).values()].filter(({ length }) => length > 1);
}

type Minority = { readonly pulled: Pulled; readonly survives: boolean };

/** Those who rated otherwise than their circle's majority, and whether they still do at the end. */
function minorities(strand: Strand): readonly Minority[] {
  const { grid } = strand;
  return circlesOf(strand).flatMap((circle) => {
    const majority = majorityOf(circle, grid);
    if (majority === null) return [];
    return bothRated(circle)
      .filter(({ before }) => answerOf(grid, before) !== answerOf(grid, majority))
      .map((rating) => ({
        pulled: towards(rating, majority),
        survives: answerOf(grid, rating.after) !== answerOf(grid, majority),
      }));
  });
}

/** Those who stood elsewhere than whoever spoke first on the dimension. */
function listeners(strand: Strand): readonly Pulled[] {
  return circlesOf(strand).flatMap((circle) => {
    const name = circle[0]?.firstSpeaker;
    const first = circle.find(({ rater }) => rater === name)?.before ?? null;
    if (first === null) return [];
    return bothRated(circle)
      .filter(({ rater, before }) => rater !== name && before !== first)
      .map((rating) => towards(rating, first));
  });
}

/** Share of the way to the target that was gone: Σ moved × distance / Σ distance². */
function pullOf(
  pulled: readonly { readonly group: string; readonly distance: number; readonly moved: number }[],
  about: { readonly to: string; readonly reason: string },
  table: Table,
  context: Context,
): Estimate {
  const groups = [...new Set(pulled.map(({ group }) => group))].toSorted();
  const codes = new Map(groups.map((group, code) => [group, code]));
  const [along, square] = [new Float64Array(groups.length), new Float64Array(groups.length)];
  for (const { group, distance, moved } of pulled) {
    along[codes.get(group)!]! += moved * distance;
    square[codes.get(group)!]! += distance * distance;
  }
  return clusteredEstimate({
    clusters: groups.length,
    statistic: (weights) => {
      let [top, bottom] = [0, 0];
      for (let code = 0; code < groups.length; code++) {
        top += weights[code]! * along[code]!;
        bottom += weights[code]! * square[code]!;
      }
      return bottom === 0 ? null : top / bottom;
    },
    method: `share of the way to ${about.to} that was gone`,
    reason: about.reason,
    n: pulled.length,
    draws: drawsOf(context, table, `pull to ${about.to}`, context.bootstraps),
    level: context.level,
  });
}

/**
 * How far panelists went over to another's rating, beside how far the same panelists, asked alone in another run,
 * seem to have gone: whoever stood far off by chance comes nearer without hearing anybody.
 */
function pullBeside(
  pulled: readonly Pulled[],
  about: { readonly to: string; readonly reason: string },
  table: Table,
  context: Context,
) {
  const again = pulled.flatMap((each) => (each.again === null ? [] : [{ ...each, moved: each.again }]));
  const noRun = { ...about, to: `${about.to}, by asking again,`, reason: "it takes two runs of an item" };
  return {
    pull: pullOf(pulled, about, table, context),
    retest: again.length === 0 ? notEstimable(noRun.reason, 0) : pullOf(again, noRun, table, context),
  };
}

/** Conformity toward the first speaker and toward the majority, and how many minority ratings survive. */
export function conformityOf(strands: readonly Strand[], table: Table, context: Context) {
  const minority = strands.flatMap(minorities);
  const nobody = "nobody stood against a majority of a group";
  return {
    firstSpeaker: pullBeside(
      strands.flatMap(listeners),
      { to: "the first speaker", reason: "nobody is known to have heard a first speaker of another mind" },
      table,
      context,
    ),
    majority: pullBeside(
      minority.map(({ pulled }) => pulled),
      { to: "the majority", reason: nobody },
      table,
      context,
    ),
    minoritySurvival: clusteredMeanEstimate(
      minority.map(({ pulled, survives }) => ({ group: pulled.group, value: Number(survives) })),
      nobody,
      "ratings",
    ),
  };
}
