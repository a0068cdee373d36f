/** Compresses a text with raw DEFLATE and writes it in base64. */
export type Deflate = (text: string) => string;

/** Where an entry lies: which pack, and which place in its list. */
export type Place = readonly [pack: number, index: number];

/** Entries in compressed lists, and where each lies; null for those that the budget left out. */
export type Packed = {
  readonly packs: readonly string[];
  readonly places: readonly (Place | null)[];
};

/** An entry's JSON text, and its position among the places. */
export type Entry = { readonly at: number; readonly text: string };

/** Enough text for the compressor to find what repeats, little enough to open at a click. */
const PACK_CHARACTERS = 200_000;

/**
 * Packs JSON texts into compressed lists of neighbours until the budget of encoded characters is spent.
 * A list that would overrun the budget is left out with all that follows, which are not even asked for:
 * entries come in the order in which they matter. `count` places are given, null where there is no entry.
 */
export function pack(entries: Iterable<Entry>, count: number, deflate: Deflate, budget: number): Packed {
  const packs: string[] = [];
  const places: (Place | null)[] = Array.from({ length: count }, () => null);
  let left = budget;
  let waiting: Entry[] = [];
  let characters = 0;

  // Returns whether there was room.
  const close = (): boolean => {
    const encoded = deflate(`[${waiting.map(({ text }) => text).join(",")}]`);
    if (encoded.length > left) return false;
    waiting.forEach(({ at }, index) => {
      places[at] = [packs.length, index];
    });
    packs.push(encoded);
    left -= encoded.length;
    waiting = [];
    characters = 0;
    return true;
  };

  for (const entry of entries) {
    waiting.push(entry);
    characters += entry.text.length;
    if (characters >= PACK_CHARACTERS && !close()) return { packs, places };
  }
  if (waiting.length > 0) close();
  return { packs, places };
}

/** The encoded characters that packs take. */
export function packedLength({ packs }: Packed): number {
  return packs.reduce((sum, { length }) => sum + length, 0);
}
