import type { PersonaSet } from "../../domain/persona.ts";
import type { StudyResult } from "../../domain/result.ts";
import type { ItemDebates, ItemDetail } from "../item-detail.ts";
import type { Packed } from "../pack.ts";
import type { Listing, ReportData } from "../report-data.ts";

async function inflate(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(stream).text();
}

/** Opens packs when they are asked for, each once; gives the entry of an item by its position in the listing. */
function opener<T>({ packs, places }: Packed): (index: number) => Promise<T | null> {
  const opened = new Map<number, Promise<readonly T[]>>();
  const open = async (pack: number): Promise<readonly T[]> => JSON.parse(await inflate(packs[pack] ?? ""));
  return async (index) => {
    const place = places[index];
    if (!place) return null;
    const [pack, position] = place;
    const list = opened.get(pack) ?? open(pack);
    opened.set(pack, list);
    return (await list)[position] ?? null;
  };
}

export type Unpack = {
  readonly listing: () => Promise<Listing>;
  readonly detail: (index: number) => Promise<ItemDetail | null>;
  readonly debates: (index: number) => Promise<ItemDebates | null>;
};

/** A page's data with what is opened at once. */
export type PageData = Omit<ReportData, "result" | "sets"> & { readonly sets: readonly PersonaSet[] };

/** Opens what the page needs before a reader asks for anything. */
export async function unpackHead(
  data: ReportData,
): Promise<{ readonly data: PageData; readonly result: StudyResult }> {
  const [result, sets] = await Promise.all([inflate(data.result), inflate(data.sets)]);
  return { data: { ...data, sets: JSON.parse(sets) }, result: JSON.parse(result) };
}

/** What is compressed in a page's data, opened on demand. */
export function unpacking(data: PageData): Unpack {
  return {
    listing: async () => JSON.parse(await inflate(data.listing)),
    detail: opener(data.details),
    debates: opener(data.debates),
  };
}
