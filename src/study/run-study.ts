import { totalOf } from "../debate/bill.ts";
import { topUp } from "../debate/draw-samples.ts";
import { flagUnsupported } from "../debate/flag-unsupported.ts";
import { type DebateInput, type DebateOutcome, holdDebate, runDebate } from "../debate/run-debate.ts";
import type { Debate } from "../domain/debate.ts";
import { framingKind } from "../domain/framing.ts";
import type { Complete, Notify } from "../domain/ports.ts";
import type { Rating } from "../domain/rating.ts";
import type { Rubric } from "../domain/rubric.ts";
import type { Protocol } from "../domain/study.ts";
import { inOrder } from "./in-order.ts";
import { seatsForItem } from "./passages-for-item.ts";
import { type Cell, type Cells, drawOf } from "./plan-cells.ts";
import { toRatings } from "./to-ratings.ts";

/** What one cell left behind. */
export type CellOutcome = {
  readonly cell: Cell;
  readonly debate: Debate;
  readonly ratings: readonly Rating[];
  readonly spent: DebateOutcome["spent"];
};

/** What every cell is judged by: the rubric, and what the panel is for. */
export type Brief = {
  readonly rubric: Rubric;
  readonly purpose: string;
  /** Protocols that are given the same tokens, cell by cell: what the dearest of them took. */
  readonly equalTokens?: readonly Protocol[] | undefined;
  /** Whether turns that contradict their speaker's persona are asked for once more. */
  readonly isGuarded?: boolean | undefined;
  /** How often each line is judged for drift once all cells are done; undefined where it is not. */
  readonly driftReruns?: number | undefined;
};

export type StudyPorts = {
  /** A model by its name in the study. */
  readonly complete: (model: string) => Complete;
  readonly notify?: Notify | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** A framing that tests answers tests the first ones: nothing is discussed in it, whatever the protocol. */
function protocolOf({ framing, protocol }: Cell): Protocol {
  return framingKind(framing) === "wording" ? protocol : "independent";
}

function inputOf(ports: StudyPorts, cell: Cell, brief: Brief): DebateInput {
  const { panel, item, framing } = cell;
  const protocol = protocolOf(cell);
  return {
    purpose: brief.purpose,
    item,
    rubric: brief.rubric,
    framing,
    protocol,
    seats: seatsForItem(panel.seats, item),
    draw: (step, seat) => drawOf(cell, step, seat),
    isGuarded: brief.isGuarded,
    signal: ports.signal,
  };
}

function toOutcome(cell: Cell, brief: Brief, { groups, synthesis, spent }: DebateOutcome): CellOutcome {
  const { panel, item, framing, protocol, model, replicate } = cell;
  const debate: Debate = {
    cell: cell.id,
    item: item.id,
    arm: panel.arm,
    ...(panel.personaSet === null ? {} : { personaSet: panel.personaSet }),
    protocol,
    model,
    framing,
    replicate,
    groups: groups.map(flagUnsupported),
    synthesis,
  };
  return { cell, debate, ratings: toRatings(cell, groups, brief.rubric), spent };
}

/**
 * Runs the cells of one block: one panel, item, model, framing and replicate, under some protocols. Where protocols
 * are given the same tokens, all that are compared are held first, here or through the ledger, and then topped up to
 * what the dearest took.
 */
async function runBlock(
  ports: StudyPorts,
  block: readonly [Cell, ...Cell[]],
  brief: Brief,
): Promise<readonly CellOutcome[]> {
  ports.signal?.throwIfAborted();
  const [first] = block;
  const complete = ports.complete(first.model);
  const equal = framingKind(first.framing) === "wording" ? (brief.equalTokens ?? []) : [];
  const compared = block.some(({ protocol }) => equal.includes(protocol)) ? equal : [];
  const under = (protocol: Protocol): DebateInput => inputOf(ports, { ...first, protocol }, brief);
  const held = new Map(
    await Promise.all(
      compared.map(async (protocol) => [protocol, await holdDebate(complete, under(protocol))] as const),
    ),
  );
  const budget = Math.max(0, ...[...held.values()].map(({ spent }) => totalOf(spent)));
  return Promise.all(
    block.map(async (cell) => {
      const own = held.get(cell.protocol);
      const input = under(cell.protocol);
      const outcome = own ? await topUp(complete, input, own, budget) : await runDebate(complete, input);
      return toOutcome(cell, brief, outcome);
    }),
  );
}

/** Cells that must know of one another, together: those of one block stand side by side in a plan. */
function* blocksOf(cells: Iterable<Cell>, brief: Brief): Generator<readonly [Cell, ...Cell[]]> {
  const placeOf = ({ panel, item, model, framing, replicate }: Cell): string =>
    JSON.stringify([panel.arm, panel.personaSet, item.id, model, framing, replicate]);
  let block: [Cell, ...Cell[]] | undefined;
  for (const cell of cells) {
    if (block && brief.equalTokens !== undefined && placeOf(block[0]) === placeOf(cell)) block.push(cell);
    else {
      if (block) yield block;
      block = [cell];
    }
  }
  if (block) yield block;
}

/**
 * Runs all cells, at most `window` at a time (blocks of them under equal tokens), and yields their outcomes in
 * planning order. What it yields depends on the cells and the models' replies alone, never on timing.
 */
export async function* runStudy(
  ports: StudyPorts,
  cells: Cells,
  brief: Brief,
  window: number,
): AsyncGenerator<CellOutcome> {
  let done = 0;
  const blocks = blocksOf(cells, brief);
  for await (const outcomes of inOrder(blocks, window, (block) => runBlock(ports, block, brief)))
    for (const outcome of outcomes) {
      done++;
      ports.notify?.({ stage: "debates", done, total: cells.length, note: outcome.cell.item.id });
      yield outcome;
    }
}
