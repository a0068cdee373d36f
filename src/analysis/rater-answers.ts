import { type ItemAnswers, type ItemEvidence, itemEvidence } from "../stats/item-evidence.ts";
import { modalShare } from "../stats/modal-share.ts";
import { type AnswerGrid, answerOf } from "./answer-grid.ts";
import { type Cell, cellsOf } from "./cells-of.ts";
import { type FramingKind, framingKind } from "./framing-kinds.ts";
import type { Table } from "./table.ts";

/** One rater on one item: its cells, one for each way of asking. */
export type AskedItem = { readonly item: number; readonly cells: readonly Cell[] };

/** What a table's framings are for, and which of them hold ratings. */
export type Battery = {
  readonly kinds: readonly FramingKind[];
  readonly wordings: readonly number[];
  readonly frames: readonly number[];
  readonly orders: readonly number[];
};

export function batteryOf(table: Table): Battery {
  const kinds = table.framings.map(framingKind);
  const rated = new Set(table.framing);
  const of = (kind: FramingKind): readonly number[] =>
    [...kinds.keys()].filter((framing) => kinds[framing] === kind && rated.has(framing));
  return { kinds, wordings: of("wording"), frames: of("frame"), orders: of("order") };
}

/** For every rater of a table, the items that it rated in any way of asking. */
export function askedItems(table: Table): readonly (readonly AskedItem[])[] {
  const byRater = table.raters.map(() => new Map<number, Cell[]>());
  for (const cell of cellsOf(table)) {
    const items = byRater[cell.rater]!;
    const known = items.get(cell.item);
    if (known === undefined) items.set(cell.item, [cell]);
    else known.push(cell);
  }
  return byRater.map((items) => [...items].map(([item, cells]) => ({ item, cells })));
}

/** What a rater's answers on an item sum to, from the replicates asked for. */
export function evidenceOf(
  table: Table,
  battery: Battery,
  { cells }: AskedItem,
  isKept: (replicate: number) => boolean = () => true,
): ItemEvidence {
  const runs = (framing: number): number[] =>
    cells
      .filter((cell) => cell.framing === framing)
      .flatMap(({ start, end }) => {
        const rows = Array.from({ length: end - start }, (_, run) => start + run);
        return rows.filter((row) => isKept(table.replicate[row]!)).map((row) => table.value[row]!);
      });
  const answers: ItemAnswers = {
    wordings: battery.wordings.map(runs),
    frames: battery.frames.map(runs),
    orders: battery.orders.map(runs),
    negated: runs(battery.kinds.indexOf("negated")),
  };
  return itemEvidence(answers);
}

/** The share of items whose most frequent answer, over wordings, is the rater's most frequent of all. */
export function sameAnswerShare(
  table: Table,
  battery: Battery,
  items: readonly AskedItem[],
  grid: AnswerGrid,
): number | null {
  const modes = items.flatMap(({ cells }) => {
    const answers = cells
      .filter(({ framing }) => battery.kinds[framing] === "wording")
      .flatMap(({ start, end }) =>
        Array.from(table.value.subarray(start, end), (value) => answerOf(grid, value)),
      );
    return modalShare(answers)?.value ?? [];
  });
  return modalShare(modes)?.share ?? null;
}
