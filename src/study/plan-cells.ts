import type { NamedSeat } from "../debate/run-debate.ts";
import type { Item } from "../domain/item.ts";
import type { Draw } from "../domain/ports.ts";
import { deriveSeed } from "../domain/random.ts";
import type { Protocol } from "../domain/study.ts";

/** One panel of one arm; `personaSet` is null where nobody in particular is seated. */
export type Panel = {
  readonly arm: string;
  readonly personaSet: string | null;
  readonly seats: readonly NamedSeat[];
};

/** Everything that is crossed. */
export type Design = {
  readonly items: readonly Item[];
  readonly panels: readonly Panel[];
  readonly protocols: readonly Protocol[];
  readonly models: readonly string[];
  readonly framings: readonly string[];
  readonly replicates: number;
  readonly seed: number;
};

/** One debate to be had: arm × set × protocol × model × framing × item × replicate. */
export type Cell = {
  readonly id: string;
  readonly panel: Panel;
  readonly protocol: Protocol;
  readonly model: string;
  readonly framing: string;
  readonly item: Item;
  readonly replicate: number;
  readonly seed: number;
};

function planCell(design: Design, part: Omit<Cell, "id" | "seed">): Cell {
  const { panel, protocol, model, framing, item, replicate } = part;
  const id = [panel.arm, panel.personaSet ?? "-", protocol, model, framing, item.id, replicate].join("/");
  return { ...part, id, seed: design.seed };
}

function* eachCell(design: Design): Generator<Cell> {
  for (const item of design.items)
    for (const panel of design.panels)
      for (const model of design.models)
        for (const framing of design.framings)
          for (let replicate = 0; replicate < design.replicates; replicate++)
            for (const protocol of design.protocols)
              yield planCell(design, { panel, protocol, model, framing, item, replicate });
}

/** Cells in planning order, and how many they are. */
export type Cells = Iterable<Cell> & { readonly length: number };

/**
 * All cells of a design, item by item, so that an item's verdicts come out together. Later items and
 * replicates leave the cells of earlier ones as they were. They are made as they are asked for.
 */
export function cellsOf(design: Design): Cells {
  const { items, panels, models, framings, replicates, protocols } = design;
  return {
    length: [items, panels, models, framings, protocols].reduce((n, { length }) => n * length, replicates),
    [Symbol.iterator]: () => eachCell(design),
  };
}

/** All cells of a design at once. */
export function planCells(design: Design): readonly Cell[] {
  return [...cellsOf(design)];
}

/** Steps that come before a protocol makes any difference: first words, and further answers to the same question. */
const SHARED_STEP = /^(initial|sample-\d+)$/;

/**
 * The draw of one step of a cell. What is asked before a protocol makes any difference has the same draw in
 * all, and a group that the gate lets in has the debate that it would have had without one: protocols are
 * compared on the same words, paid for once.
 */
export function drawOf(cell: Cell, step: string, seat: string): Draw {
  const { panel, protocol, model, framing, item, replicate, seed } = cell;
  const course = SHARED_STEP.test(step) ? step : `${protocol === "gated" ? "debate" : protocol}:${step}`;
  const place = [panel.arm, panel.personaSet ?? "-", seat, course, replicate];
  return { label: [seed, ...place].join("/"), seed: deriveSeed(seed, ...place, model, framing, item.id) };
}
