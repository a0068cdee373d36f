import { type AnswerGrid, answerOf } from "./answer-grid.ts";
import type { Table } from "./table.ts";

/** One item's answers, one list for each rater who gave any, as points of a grid. */
export type ItemAnswers = readonly (readonly number[])[];

/** What each rater of each item answered over wordings and replicates. */
export function answersByItem(table: Table, grid: AnswerGrid): readonly ItemAnswers[] {
  const items = table.items.map((): number[][] => []);
  let before = -1;
  table.value.forEach((value, row) => {
    const answers = items[table.item[row]!]!;
    const isSameCell =
      before >= 0 && table.item[before] === table.item[row] && table.rater[before] === table.rater[row];
    if (isSameCell) answers.at(-1)!.push(answerOf(grid, value));
    else answers.push([answerOf(grid, value)]);
    before = row;
  });
  return items;
}

/**
 * How raters vote on an item: each casts one vote for the median of its own answers, half a vote for
 * each of the middle two where their number is even. Answers that change from run to run so cancel
 * within a rater, and what is left is disagreement between raters.
 *
 * @example votesOf([[4, 4, 5], [2]], 5) // one vote for answer 4, one for answer 2
 */
export function votesOf(answers: ItemAnswers, categories: number): number[] {
  const votes = new Array<number>(categories).fill(0);
  for (const own of answers) {
    const sorted = own.toSorted((a, b) => a - b);
    for (const middle of [(own.length - 1) >> 1, own.length >> 1]) votes[sorted[middle]!]! += 0.5;
  }
  return votes;
}
