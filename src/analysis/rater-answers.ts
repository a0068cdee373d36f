import { type FramingKind, type FramingParts, framingKind, framingParts } from "../domain/framing.ts";
import { type ItemEvidence, itemEvidence } from "../stats/item-evidence.ts";
import { modalShare } from "../stats/modal-share.ts";
import { type AnswerGrid, answerOf } from "./answer-grid.ts";
import { type Cell, cellsOf } from "./cells-of.ts";
import type { Table } from "./table.ts";

/** One rater on one item: its cells, one for each way of asking. */
export type AskedItem = { readonly item: number; readonly cells: readonly Cell[] };

/** Framings that differ in a frame (or an option order): those in the one and those in the other. */
type FramingPair = readonly [readonly number[], readonly number[]];

/** What a table's framings are for. Comparisons are of framings that hold ratings. */
export type Battery = {
  readonly kinds: readonly FramingKind[];
  /** Whether a framing's answers are on the scale and in its direction: wordings, frames and orders. */
  readonly isForm: readonly boolean[];
  /** Whether a framing collects answers rather than tests them. */
  readonly isUsual: readonly boolean[];
  /** Wordings by the frame and the order that they were asked in, where there are two and more. */
  readonly wordings: readonly (readonly number[])[];
  readonly frames: readonly FramingPair[];
  readonly orders: readonly FramingPair[];
};

export function batteryOf(table: Table): Battery {
  const kinds = table.framings.map(framingKind);
  const parts = table.framings.map(framingParts);
  const rated = new Set(table.framing);
  const isForm = kinds.map((kind) => kind === "wording" || kind === "frame" || kind === "order");
  const forms = [...kinds.keys()].filter((framing) => isForm[framing] && rated.has(framing));
  const hasPlain = forms.some((framing) => kinds[framing] === "wording");
  const contexts = Map.groupBy(forms, (framing) =>
    JSON.stringify([parts[framing]!.frame, parts[framing]!.order]),
  );
  return {
    kinds,
    isForm,
    isUsual: kinds.map((kind, framing) => (hasPlain ? kind === "wording" : isForm[framing]!)),
    wordings: [...contexts.values()].filter((wordings) => wordings.length > 1),
    frames: pairsOf(forms, parts, "frame", "order"),
    orders: pairsOf(forms, parts, "order", "frame"),
  };
}

/**
 * The framings to compare for each pair of frames (or of orders), in each order (or frame) by itself: who picks an
 * option by its place shifts, re-coded, to one side in one frame and to the other in a frame that is turned round. Where
 * one alone was asked, what was asked in none stands for the other.
 */
function pairsOf(
  forms: readonly number[],
  parts: readonly FramingParts[],
  facet: "frame" | "order",
  other: "frame" | "order",
): readonly FramingPair[] {
  const settings = Map.groupBy(forms, (framing) => parts[framing]![other]);
  return [...settings.values()].flatMap((asked) => {
    const levels = Map.groupBy(asked, (framing) => parts[framing]![facet]);
    const named = [...levels.keys()].filter((level) => level !== "").toSorted();
    const compared = named.length === 1 && levels.has("") ? ["", ...named] : named;
    return compared.flatMap((one, index) =>
      compared.slice(index + 1).map((another): FramingPair => [levels.get(one)!, levels.get(another)!]),
    );
  });
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
  const byFraming = new Map(cells.map((cell) => [cell.framing, cell]));
  const runs = (framing: number): number[] => {
    const cell = byFraming.get(framing);
    if (cell === undefined) return [];
    const rows = Array.from({ length: cell.end - cell.start }, (_, run) => cell.start + run);
    return rows.filter((row) => isKept(table.replicate[row]!)).map((row) => table.value[row]!);
  };
  const asked = [...byFraming.keys()];
  const pair = ([one, other]: FramingPair) => [one.map(runs), other.map(runs)] as const;
  return itemEvidence({
    forms: asked.filter((framing) => battery.isForm[framing]).map(runs),
    wordings: battery.wordings.map((group) => group.map(runs)),
    frames: battery.frames.map(pair),
    orders: battery.orders.map(pair),
    affirmed: asked.filter((framing) => battery.isUsual[framing]).flatMap(runs),
    negated: runs(battery.kinds.indexOf("negated")),
  });
}

/**
 * The share of questions, an item in a form, whose most frequent answer is the rater's most frequent of all.
 * One frame may be left out: who gives one answer to everything gives, re-coded, another in a frame that is
 * turned round; who follows frames differs in two.
 */
export function sameAnswerShare(
  table: Table,
  battery: Battery,
  items: readonly AskedItem[],
  grid: AnswerGrid,
): number | null {
  const parts = table.framings.map(framingParts);
  const modes = items.flatMap(({ cells }) =>
    cells.flatMap(({ framing, start, end }) => {
      if (!battery.isForm[framing]) return [];
      const answers = Array.from(table.value.subarray(start, end), (value) => answerOf(grid, value));
      return [{ frame: parts[framing]!.frame, answer: modalShare(answers)!.value }];
    }),
  );
  const frames = new Set(modes.map(({ frame }) => frame));
  const leftOut = frames.has("") ? [...frames].filter((frame) => frame !== "") : [];
  const shares = [null, ...leftOut].flatMap(
    (without) =>
      modalShare(modes.filter(({ frame }) => frame !== without).map(({ answer }) => answer))?.share ?? [],
  );
  return shares.length === 0 ? null : Math.max(...shares);
}
