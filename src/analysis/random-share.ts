import type { Estimate } from "../domain/estimate.ts";
import { blackAndWhite } from "../stats/black-and-white.ts";
import { answerGrid, answerOf } from "./answer-grid.ts";
import { cellsOf } from "./cells-of.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf } from "./context.ts";
import type { Table } from "./table.ts";

/** A source group's pairs of runs, those that changed the answer, and how often each answer was given. */
type GroupSums = { pairs: number; switches: number; readonly answers: Float64Array };

/**
 * Converse's share of random responding: how often two runs of a cell differ, against how often they would
 * if both were drawn from all answers given.
 */
export function randomShare(table: Table, context: Context): Estimate {
  const sums = groupSums(table);
  return clusteredEstimate({
    clusters: sums.length,
    statistic: (weights) => {
      let [pairs, switches] = [0, 0];
      const marginals = new Array<number>(sums[0]?.answers.length ?? 0).fill(0);
      sums.forEach((own, group) => {
        const weight = weights[group]!;
        pairs += weight * own.pairs;
        switches += weight * own.switches;
        for (let answer = 0; answer < marginals.length; answer++)
          marginals[answer]! += weight * own.answers[answer]!;
      });
      return pairs === 0 ? null : blackAndWhite(switches / pairs, marginals);
    },
    method: "Converse's black-and-white model, runs as waves, all answers as the random ones",
    reason: "no two runs of a cell, or one answer throughout",
    n: table.value.length,
    draws: drawsOf(context, table, "random share", context.bootstraps),
    level: context.level,
  });
}

function groupSums(table: Table): readonly GroupSums[] {
  const grid = answerGrid([table]);
  const answers = table.value.map((value) => answerOf(grid, value));
  const size = answers.reduce((most, answer) => Math.max(most, answer), 0) + 1;
  const sums = table.groups.map(
    (): GroupSums => ({ pairs: 0, switches: 0, answers: new Float64Array(size) }),
  );
  for (const { item, start, end } of cellsOf(table)) {
    const own = sums[table.groupOfItem[item]!]!;
    const inCell = new Float64Array(size);
    for (const answer of answers.subarray(start, end)) {
      inCell[answer]! += 1;
      own.answers[answer]! += 1;
    }
    const runs = end - start;
    const same = inCell.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
    own.pairs += (runs * (runs - 1)) / 2;
    own.switches += (runs * (runs - 1)) / 2 - same;
  }
  return sums;
}
