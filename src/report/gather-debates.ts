import type { Debate } from "../domain/debate.ts";

export type GatheredDebates = {
  /** How many debates each item has, kept or not. */
  readonly counts: ReadonlyMap<string, number>;
  /** The debates of the items that come first, as JSON texts. */
  readonly kept: ReadonlyMap<string, readonly string[]>;
};

/**
 * Reads all debates once and keeps those of the items that rank first, as many as `room` characters
 * take: a long run's debates would fill a machine's memory, and a page has room for few of them.
 */
export async function gatherDebates(
  debates: Iterable<Debate> | AsyncIterable<Debate>,
  rankOf: (item: string) => number,
  room: number,
): Promise<GatheredDebates> {
  const counts = new Map<string, number>();
  const kept = new Map<string, string[]>();
  let characters = 0;
  let last = Number.POSITIVE_INFINITY;
  const lengthOf = (texts: readonly string[]): number => texts.reduce((sum, { length }) => sum + length, 0);
  // Drops the later half, seldom, rather than the very last for each debate that comes.
  const shrink = (): void => {
    const ranked = [...kept.keys()].toSorted((a, b) => rankOf(a) - rankOf(b));
    const dropped = ranked.slice(Math.ceil(ranked.length / 2));
    for (const item of dropped) {
      characters -= lengthOf(kept.get(item) ?? []);
      kept.delete(item);
    }
    last = rankOf(dropped[0] ?? ranked.at(-1) ?? "");
  };
  for await (const debate of debates) {
    const { item } = debate;
    counts.set(item, (counts.get(item) ?? 0) + 1);
    if (rankOf(item) >= last) continue;
    const text = JSON.stringify(debate);
    const own = kept.get(item);
    if (own) own.push(text);
    else kept.set(item, [text]);
    characters += text.length;
    if (characters > room && kept.size > 1) shrink();
  }
  return { counts, kept };
}
