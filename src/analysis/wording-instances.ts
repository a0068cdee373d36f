import { type PromptSensitivity, promptSensitivity } from "../stats/prompt-sensitivity.ts";
import { cellsOf } from "./cells-of.ts";
import type { Table } from "./table.ts";

/** A rater on an item, met in one wording or several: its ratings on the scale from 0 to 1. */
export type Instance = {
  readonly item: number;
  readonly rater: number;
  readonly wordings: readonly Float64Array[];
  /** Mean stated confidence; null where none was stated. */
  readonly confidence: number | null;
  /** Null with one wording. */
  readonly sensitivity: PromptSensitivity | null;
};

/** The raters on items of a table, and how far wording moves each. */
export function wordingInstances(table: Table): readonly Instance[] {
  const [low, high] = table.scale ?? bounds(table.value);
  const cells = Map.groupBy(cellsOf(table), ({ item, rater }) => item * table.raters.length + rater);
  return [...cells.values()].map((own) => {
    const { item, rater, start } = own[0]!;
    const stated = table.confidence.subarray(start, own.at(-1)!.end).filter((value) => !Number.isNaN(value));
    const wordings = own.map((cell) =>
      table.value.slice(cell.start, cell.end).map((value) => (high > low ? (value - low) / (high - low) : 0)),
    );
    return {
      item,
      rater,
      wordings,
      confidence: stated.length === 0 ? null : stated.reduce((sum, value) => sum + value, 0) / stated.length,
      sensitivity: promptSensitivity(wordings),
    };
  });
}

function bounds(values: Float64Array): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
