import { type DebateOutcome, runDebate } from "../debate/run-debate.ts";
import type { Debate } from "../domain/debate.ts";
import type { Complete, Notify } from "../domain/ports.ts";
import type { Rating } from "../domain/rating.ts";
import type { Rubric } from "../domain/rubric.ts";
import { inOrder } from "./in-order.ts";
import { seatsForItem } from "./passages-for-item.ts";
import { type Cell, drawOf } from "./plan-cells.ts";
import { toRatings } from "./to-ratings.ts";

/** What one cell left behind. */
export type CellOutcome = {
  readonly cell: Cell;
  readonly debate: Debate;
  readonly ratings: readonly Rating[];
  readonly spent: DebateOutcome["spent"];
};

/** What every cell is judged by: the rubric, and what the panel is for. */
export type Brief = { readonly rubric: Rubric; readonly purpose: string };

export type StudyPorts = {
  /** A model by its name in the study. */
  readonly complete: (model: string) => Complete;
  readonly notify?: Notify | undefined;
  readonly signal?: AbortSignal | undefined;
};

async function runCell(ports: StudyPorts, cell: Cell, brief: Brief): Promise<CellOutcome> {
  const { panel, item, framing, protocol, model, replicate } = cell;
  ports.signal?.throwIfAborted();
  const { groups, synthesis, spent } = await runDebate(ports.complete(model), {
    purpose: brief.purpose,
    item,
    rubric: brief.rubric,
    framing,
    protocol,
    seats: seatsForItem(panel.seats, item),
    draw: (step, seat) => drawOf(cell, step, seat),
    signal: ports.signal,
  });
  const debate: Debate = {
    cell: cell.id,
    item: item.id,
    arm: panel.arm,
    ...(panel.personaSet === null ? {} : { personaSet: panel.personaSet }),
    protocol,
    model,
    framing,
    replicate,
    groups: [...groups],
    synthesis,
  };
  return { cell, debate, ratings: toRatings(cell, groups, brief.rubric), spent };
}

/**
 * Runs all cells, at most `window` at a time, and yields their outcomes in planning order. What it
 * yields depends on the cells and the models' replies alone, never on timing.
 */
export async function* runStudy(
  ports: StudyPorts,
  cells: readonly Cell[],
  brief: Brief,
  window: number,
): AsyncGenerator<CellOutcome> {
  let done = 0;
  for await (const outcome of inOrder(cells, window, (cell) => runCell(ports, cell, brief))) {
    done++;
    ports.notify?.({ stage: "debates", done, total: cells.length, note: outcome.cell.item.id });
    yield outcome;
  }
}
