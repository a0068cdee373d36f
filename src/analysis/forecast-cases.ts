import { modalShare } from "../stats/modal-share.ts";
import { type AnswerGrid, answerGrid, answerOf, areAlike } from "./answer-grid.ts";
import { type Cell, cellsOf } from "./cells-of.ts";
import type { PanelAndPeople } from "./panel-and-people.ts";
import type { Table } from "./table.ts";

/** A confidence and whether it was borne out; whose it was, and in which source group. */
export type ForecastCase = {
  readonly group: number;
  readonly rater: string;
  readonly forecast: number;
  readonly isRight: boolean;
};

/** The source group of a table's item, over all tables that are looked at together. */
export type GroupOf = (table: Table, item: number) => number;

/** Stated confidence as a forecast that the next run of the same cell gives the same answer. */
export function statedOfNextRun(table: Table, groupOf: GroupOf): readonly ForecastCase[] {
  const grid = answerGrid([table]);
  const casesOf = casesIn(table, groupOf);
  return cellsOf(table).flatMap((cell) => {
    const answers = answersOf(table, cell, grid);
    if (answers.length < 2) return [];
    return answers.flatMap((answer, run) => {
      const isRight = answer === answers[(run + 1) % answers.length];
      return casesOf(cell, table.confidence[cell.start + run]!, isRight);
    });
  });
}

/**
 * Consistency as a forecast of a further run: each run of a cell of three or more is held out in turn;
 * the share of the others' most frequent answer forecasts that the run gives that answer.
 */
export function consistencyOfHeldOutRun(table: Table, groupOf: GroupOf): readonly ForecastCase[] {
  const grid = answerGrid([table]);
  const casesOf = casesIn(table, groupOf);
  return cellsOf(table).flatMap((cell) => {
    const answers = answersOf(table, cell, grid);
    if (answers.length < 3) return [];
    return [...new Set(answers)].flatMap((answer) => {
      const others = answers.toSpliced(answers.indexOf(answer), 1);
      const mode = modalShare(others)!;
      const times = answers.filter((each) => each === answer).length;
      return Array.from({ length: times }, () => casesOf(cell, mode.share, answer === mode.value)).flat();
    });
  });
}

/** Stated confidence as a forecast that the rating lies within half a step of people's mean. */
export function statedOfPeople(both: PanelAndPeople, groupOf: GroupOf): readonly ForecastCase[] {
  const { panel } = both;
  const casesOf = casesIn(panel, groupOf);
  const isNear = nearPeople(both);
  return cellsOf(panel).flatMap((cell) =>
    Array.from({ length: cell.end - cell.start }, (_, run) => cell.start + run).flatMap((row) => {
      const isRight = isNear(cell.item, panel.value[row]!);
      return isRight === null ? [] : casesOf(cell, panel.confidence[row]!, isRight);
    }),
  );
}

/** Consistency of two runs and more as a forecast that their most frequent answer lies within half a step of people's mean. */
export function consistencyOfPeople(both: PanelAndPeople, groupOf: GroupOf): readonly ForecastCase[] {
  const { panel } = both;
  const casesOf = casesIn(panel, groupOf);
  const grid = answerGrid([panel]);
  const isNear = nearPeople(both);
  return cellsOf(panel).flatMap((cell) => {
    const answers = answersOf(panel, cell, grid);
    if (answers.length < 2) return [];
    const mode = modalShare(answers)!;
    const isRight = isNear(cell.item, grid.origin + mode.value * grid.step);
    return isRight === null ? [] : casesOf(cell, mode.share, isRight);
  });
}

function answersOf(table: Table, { start, end }: Cell, grid: AnswerGrid): readonly number[] {
  return Array.from(table.value.subarray(start, end), (value) => answerOf(grid, value));
}

/** Makes the cases of a table: none where no confidence was stated. */
function casesIn(table: Table, groupOf: GroupOf) {
  return ({ item, rater }: Cell, forecast: number, isRight: boolean): readonly ForecastCase[] =>
    Number.isNaN(forecast)
      ? []
      : [{ group: groupOf(table, item), rater: table.raters[rater]!, forecast, isRight }];
}

function nearPeople({
  panel,
  human,
  items,
}: PanelAndPeople): (item: number, value: number) => boolean | null {
  const grid = answerGrid([panel, human]);
  const people = new Map(items.map((item) => [item.panelItem, item.people]));
  return (item, value) => {
    const mean = people.get(item);
    return mean === undefined ? null : areAlike(grid, value, mean);
  };
}
