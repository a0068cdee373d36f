import pLimit from "p-limit";
import { InputError, ProviderError } from "../../domain/errors.ts";
import type { Embed, FitEmbed } from "../../domain/ports.ts";
import { OPENAI_URL, readEndpoint } from "../chat/endpoint.ts";
import { explainFailure } from "../chat/explain-failure.ts";
import { PATIENCE, type Patience, withRetries } from "../chat/patience.ts";
import { findProvider } from "../chat/provider.ts";
import { redactor } from "../chat/redact.ts";
import { TransportError } from "../chat/transport-error.ts";
import { createWire } from "../chat/wire.ts";
import { digestValue } from "../ledger/digest.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { readEmbeddings } from "./read-embeddings.ts";

/** `model` is `openai:name`, or any name with the `baseURL` of an OpenAI-compatible server. */
export type RemoteEmbedderSpec = {
  readonly model: string;
  readonly baseURL?: string | undefined;
  readonly apiKeyEnv?: string | undefined;
};

export type RemoteEmbedderOptions = {
  readonly ledger: Ledger;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly patience?: Partial<Patience>;
};

type Vectors = readonly Float64Array[];

const BATCH = 128;
const CONCURRENCY = 4;
const TIMEOUT_MS = 300_000;

function readSpec(spec: RemoteEmbedderSpec, environment: RemoteEmbedderOptions["environment"]) {
  const name = spec.model.replace(/^openai:/, "");
  if (spec.baseURL === undefined && name === spec.model)
    throw new InputError(
      "unknown-embedder",
      `embedder "${spec.model}": write lsa, or openai:name, or give the baseURL of an OpenAI-compatible server`,
    );
  const named = { model: `openai:${name}`, ...(spec.apiKeyEnv ? { apiKeyEnv: spec.apiKeyEnv } : {}) };
  const { keyVariable, apiKey } = findProvider(named, environment);
  if (spec.baseURL === undefined && apiKey === undefined)
    throw new InputError(
      "missing-key",
      `embedder "${spec.model}" needs a key: set ${keyVariable}, or name another variable with apiKeyEnv, or write lsa`,
    );
  return { name, endpoint: readEndpoint(spec.baseURL ?? OPENAI_URL), keyVariable, apiKey };
}

/** Asks for one batch, once. The client is loaded at the first batch that the ledger does not hold. */
function createAsk(name: string, endpoint: string, apiKey: string | undefined) {
  const wire = createWire(TIMEOUT_MS);
  const open = async () => {
    const { OpenAIEmbeddings } = await import("@langchain/openai");
    return new OpenAIEmbeddings({
      model: name,
      apiKey: apiKey ?? "none",
      maxRetries: 0,
      timeout: TIMEOUT_MS,
      batchSize: BATCH,
      // We queue. Where the client did, a call would run in the context of whichever ended before it.
      maxConcurrency: Number.POSITIVE_INFINITY,
      stripNewLines: false,
      encodingFormat: "float",
      configuration: { baseURL: endpoint, fetch: wire.fetch, logLevel: "off" },
    });
  };
  let client: ReturnType<typeof open> | undefined;
  return async (texts: readonly string[], signal: AbortSignal | undefined): Promise<Vectors> => {
    client ??= open();
    const opened = await client;
    return readEmbeddings(await wire.bodyOf(() => opened.embedDocuments([...texts]), signal), texts.length);
  };
}

/**
 * Embeds through OpenAI, or any server that speaks like it. A vector is asked for once and kept in the ledger under its
 * text and embedder. Vectors are in single precision, whether fresh or kept.
 *
 * @throws InputError for a spec that cannot be opened; the embedder throws a ProviderError where no vectors come.
 * @example const embed = await openaiEmbedder({ model: "openai:text-embedding-3-small" }, options)([])
 */
export function openaiEmbedder(spec: RemoteEmbedderSpec, options: RemoteEmbedderOptions): FitEmbed {
  const { ledger, environment } = options;
  const { name, endpoint, keyVariable, apiKey } = readSpec(spec, environment);
  const patience = { ...PATIENCE, ...options.patience };
  const limit = pLimit(CONCURRENCY);
  const ask = createAsk(name, endpoint, apiKey);
  const redact = redactor([apiKey]);
  let answered = false;
  const callee = { name: spec.model, place: endpoint, keyVariable, redact, hasAnswered: () => answered };

  async function fetchBatch(texts: readonly string[], signal: AbortSignal | undefined): Promise<Vectors> {
    try {
      const vectors = await withRetries(patience, () => ask(texts, signal), signal);
      answered = true;
      return vectors;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      throw new ProviderError(
        "no-embedding",
        `${explainFailure(callee, error)}. Run again to go on from here`,
      );
    }
  }

  async function fetchMissing(missing: ReadonlyMap<string, string>, signal: AbortSignal | undefined) {
    const entries = [...missing];
    const batches = Array.from({ length: Math.ceil(entries.length / BATCH) }, (_, index) =>
      entries.slice(index * BATCH, (index + 1) * BATCH),
    );
    const fetched = batches.map((batch) =>
      limit(async () => {
        const texts = batch.map(([, text]) => text);
        const vectors = await fetchBatch(texts, signal);
        const keyed = batch.map(([key], place) => [key, vectors[place]!] as const);
        await ledger.recordVectors(new Map(keyed));
        return keyed;
      }),
    );
    return (await Promise.all(fetched)).flat();
  }

  const embed: Embed = async (texts, signal) => {
    const keys = texts.map((text) => digestValue({ embedder: { model: name, endpoint }, text }));
    const stored = await ledger.findVectors([...new Set(keys)]);
    const missing = new Map(keys.flatMap((key, place) => (stored.has(key) ? [] : [[key, texts[place]!]])));
    const all = new Map([...stored, ...(await fetchMissing(missing, signal))]);
    const vectors = keys.map((key) => all.get(key)!);
    if (new Set(vectors.map((vector) => vector.length)).size > 1)
      throw new ProviderError(
        "changed-embedder",
        `${spec.model} at ${endpoint} gives vectors of another length than the ledger holds; use another ledger`,
      );
    return vectors;
  };

  return async () => embed;
}
