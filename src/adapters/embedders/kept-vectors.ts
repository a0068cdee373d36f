import pLimit from "p-limit";
import { ProviderError } from "../../domain/errors.ts";
import type { FitEmbed } from "../../domain/ports.ts";
import { digestValue } from "../ledger/digest.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** Vectors of some texts, in their order, in the single precision in which they are stored. */
export type Vectors = readonly Float64Array[];

export type Source = {
  readonly ledger: Ledger;
  /** What the vectors depend on beside the text: with it they are kept and found again. */
  readonly identity: Readonly<Record<string, string>>;
  /** Who embeds, for people. */
  readonly name: string;
  /** Texts in one call, and calls under way at once. */
  readonly batch: number;
  readonly concurrency: number;
  readonly fetch: (texts: readonly string[], signal: AbortSignal | undefined) => Promise<Vectors>;
};

/** An embedder whose vectors are made once and kept in the ledger under text and embedder; what it is fitted on plays no part. */
export function keptVectors({ ledger, identity, name, batch, concurrency, fetch }: Source): FitEmbed {
  const limit = pLimit(concurrency);

  async function fetchMissing(missing: ReadonlyMap<string, string>, signal: AbortSignal | undefined) {
    const entries = [...missing];
    const batches = Array.from({ length: Math.ceil(entries.length / batch) }, (_, index) =>
      entries.slice(index * batch, (index + 1) * batch),
    );
    const fetched = batches.map((each) =>
      limit(async () => {
        signal?.throwIfAborted();
        const vectors = await fetch(
          each.map(([, text]) => text),
          signal,
        );
        const keyed = each.map(([key], place) => [key, vectors[place]!] as const);
        await ledger.recordVectors(new Map(keyed));
        return keyed;
      }),
    );
    return (await Promise.all(fetched)).flat();
  }

  return async () => async (texts, signal) => {
    const keys = texts.map((text) => digestValue({ embedder: identity, text }));
    const stored = await ledger.findVectors([...new Set(keys)]);
    const missing = new Map(keys.flatMap((key, place) => (stored.has(key) ? [] : [[key, texts[place]!]])));
    const all = new Map([...stored, ...(await fetchMissing(missing, signal))]);
    const vectors = keys.map((key) => all.get(key)!);
    if (new Set(vectors.map((vector) => vector.length)).size > 1)
      throw new ProviderError(
        "changed-embedder",
        `${name} gives vectors of another length than the ledger holds; use another ledger`,
      );
    return vectors;
  };
}
