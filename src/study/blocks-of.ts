import type { Block } from "../domain/queued-study.ts";
import type { Cell } from "./plan-cells.ts";

/** The blocks of cells in their order, each once. `digestOf` names an item by its content. */
export function blocksOf(cells: Iterable<Cell>, digestOf: (item: string) => string): readonly Block[] {
  const blocks = new Map<string, Block>();
  for (const { panel, item, model, framing, replicate } of cells) {
    const block = {
      item: digestOf(item.id),
      arm: panel.arm,
      personaSet: panel.personaSet,
      model,
      framing,
      replicate,
    };
    const key = JSON.stringify(block);
    if (!blocks.has(key)) blocks.set(key, block);
  }
  return [...blocks.values()];
}
