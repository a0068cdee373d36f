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

/** The answers among which a rater's vote is shared: the middle of ordered ones, the most frequent of labels. */
export type Typical = "median" | "mode";

/**
 * How raters vote on an item: each casts one vote for its typical answer, shared among several. Answers
 * that change from run to run so cancel within a rater, and what is left is disagreement between raters.
 *
 * @example votesOf([[4, 4, 5], [2]], 6, "median") // one vote for answer 4, one for answer 2
 */
export function votesOf(answers: ItemAnswers, categories: number, typical: Typical): number[] {
  const votes = new Array<number>(categories).fill(0);
  for (const own of answers) {
    const chosen = typical === "median" ? middleOf(own) : modesOf(own, categories);
    for (const answer of chosen) votes[answer]! += 1 / chosen.length;
  }
  return votes;
}

function middleOf(own: readonly number[]): readonly number[] {
  const sorted = own.toSorted((a, b) => a - b);
  return [sorted[(own.length - 1) >> 1]!, sorted[own.length >> 1]!];
}

function modesOf(own: readonly number[], categories: number): readonly number[] {
  const counts = new Array<number>(categories).fill(0);
  for (const answer of own) counts[answer]! += 1;
  const most = Math.max(...counts);
  return [...counts.keys()].filter((answer) => counts[answer] === most);
}
