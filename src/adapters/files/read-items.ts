import { InputError } from "../../domain/errors.ts";
import { Item } from "../../domain/item.ts";
import { parseValue } from "./parse-value.ts";
import { readJsonl } from "./read-jsonl.ts";

/** Reads items (JSONL), at most `limit`. Ids must be unique. */
export async function readItems(path: string, limit = Number.POSITIVE_INFINITY): Promise<readonly Item[]> {
  const items: Item[] = [];
  const places = new Map<string, string>();
  for await (const { value, place } of readJsonl(path)) {
    if (items.length >= limit) break;
    const item = parseValue(Item, value, place);
    const earlier = places.get(item.id);
    if (earlier !== undefined)
      throw new InputError(
        "duplicate",
        `${place} id: "${item.id}" stands already at ${earlier}; ids must be unique`,
      );
    places.set(item.id, place);
    items.push(item);
  }
  if (items.length === 0) throw new InputError("empty", `${path}: holds no items`);
  return items;
}
