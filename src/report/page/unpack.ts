import type { ItemDebates, ItemDetail } from "../item-detail.ts";
import type { Place } from "../pack.ts";
import type { ReportData } from "../report-data.ts";

async function inflate(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

/** Opens packs when they are asked for, each once. */
function opener<T>(packs: readonly string[]): (place: Place | null) => Promise<T | null> {
  const opened = new Map<number, Promise<readonly T[]>>();
  const open = async (pack: number): Promise<readonly T[]> => JSON.parse(await inflate(packs[pack] ?? ""));
  return async (place) => {
    if (place === null) return null;
    const [pack, index] = place;
    const list = opened.get(pack) ?? open(pack);
    opened.set(pack, list);
    return (await list)[index] ?? null;
  };
}

export type Unpack = {
  readonly detail: (place: Place | null) => Promise<ItemDetail | null>;
  readonly debates: (place: Place | null) => Promise<ItemDebates | null>;
};

/** The two kinds of packs in a page's data. */
export function unpacking(data: ReportData): Unpack {
  return { detail: opener(data.detailPacks), debates: opener(data.debatePacks) };
}
