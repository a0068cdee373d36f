import { ProviderError } from "../../domain/errors.ts";
import type { FitEmbed } from "../../domain/ports.ts";
import { type Callee, explainFailure } from "../chat/explain-failure.ts";
import { PATIENCE, type Patience, withRetries } from "../chat/patience.ts";
import { TransportError } from "../chat/transport-error.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { keptVectors, type Vectors } from "./kept-vectors.ts";

export type RemoteEmbedderOptions = {
  readonly ledger: Ledger;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly patience?: Partial<Patience>;
  /** Told of each call that brought vectors, and for how many texts. */
  readonly called?: (texts: number) => void;
};

const BATCH = 128;
const CONCURRENCY = 4;
/** A local model on a busy machine takes its time. */
export const TIMEOUT_MS = 300_000;

export type Server = {
  readonly callee: Omit<Callee, "hasAnswered">;
  readonly identity: Readonly<Record<string, string>>;
  /** Asks for one batch, once. */
  readonly ask: (texts: readonly string[], signal: AbortSignal | undefined) => Promise<Vectors>;
};

/** An embedder behind a server: calls that fail are tried again, and vectors are kept in the ledger. */
export function remoteVectors({ callee, identity, ask }: Server, options: RemoteEmbedderOptions): FitEmbed {
  const patience = { ...PATIENCE, ...options.patience };
  let answered = false;
  return keptVectors({
    ledger: options.ledger,
    identity,
    name: `${callee.name} at ${callee.place}`,
    batch: BATCH,
    concurrency: CONCURRENCY,
    fetch: async (texts, signal) => {
      try {
        const vectors = await withRetries(patience, () => ask(texts, signal), signal);
        answered = true;
        options.called?.(texts.length);
        return vectors;
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        const why = explainFailure({ ...callee, hasAnswered: () => answered }, error);
        throw new ProviderError("no-embedding", `${why}. Run again to go on from here`);
      }
    },
  });
}
