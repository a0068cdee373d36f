/** Compresses a text with raw DEFLATE and writes it in base64. */
export type Deflate = (text: string) => string;

/** Where an entry lies: which pack, and which place in its list. */
export type Place = readonly [pack: number, index: number];

export type Packed = {
  readonly packs: readonly string[];
  /** One place for each entry, null for those that the budget left out. */
  readonly places: readonly (Place | null)[];
  /** Characters of all packs. */
  readonly size: number;
};

/** Enough text for the compressor to find what repeats, little enough to open at a click. */
const PACK_CHARACTERS = 200_000;

/**
 * Packs JSON texts into compressed lists of neighbours until the budget of encoded characters is
 * spent. A list that would overrun the budget is left out with all that follows, so that what a reader
 * can open is a first part without gaps.
 */
export function pack(entries: readonly string[], deflate: Deflate, budget: number): Packed {
  const packs: string[] = [];
  const places: (Place | null)[] = [];
  let size = 0;
  let next = 0;
  while (next < entries.length) {
    const from = next;
    let characters = 0;
    while (next < entries.length && (next === from || characters < PACK_CHARACTERS)) {
      characters += entries[next]?.length ?? 0;
      next += 1;
    }
    const encoded = deflate(`[${entries.slice(from, next).join(",")}]`);
    if (size + encoded.length > budget) break;
    for (let index = 0; index < next - from; index++) places.push([packs.length, index]);
    packs.push(encoded);
    size += encoded.length;
  }
  while (places.length < entries.length) places.push(null);
  return { packs, places, size };
}
