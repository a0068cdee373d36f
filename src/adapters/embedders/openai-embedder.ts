import { InputError } from "../../domain/errors.ts";
import type { FitEmbed } from "../../domain/ports.ts";
import { OPENAI_URL, readEndpoint } from "../chat/endpoint.ts";
import { findProvider } from "../chat/provider.ts";
import { redactor } from "../chat/redact.ts";
import { createWire } from "../chat/wire.ts";
import { readEmbeddings } from "./read-embeddings.ts";
import { type RemoteEmbedderOptions, remoteVectors, type Server, TIMEOUT_MS } from "./remote-vectors.ts";

/** `model` is `openai:name`, or any name with the `baseURL` of an OpenAI-compatible server. */
export type RemoteEmbedderSpec = {
  readonly model: string;
  readonly baseURL?: string | undefined;
  readonly apiKeyEnv?: string | undefined;
};

function readSpec(spec: RemoteEmbedderSpec, environment: RemoteEmbedderOptions["environment"]) {
  const name = spec.model.replace(/^openai:/, "");
  if (spec.baseURL === undefined && name === spec.model)
    throw new InputError(
      "unknown-embedder",
      `embedder "${spec.model}": write lsa, or openai:name, ollama:name or transformers:folder, or give the baseURL of an OpenAI-compatible server`,
    );
  const { apiKeyEnv, baseURL } = spec;
  const { keyVariable, apiKey } = findProvider({ model: `openai:${name}`, apiKeyEnv, baseURL }, environment);
  if (spec.baseURL === undefined && apiKey === undefined)
    throw new InputError(
      "missing-key",
      `embedder "${spec.model}" needs a key: set ${keyVariable}, or name another variable with apiKeyEnv, or write lsa`,
    );
  return { name, endpoint: readEndpoint(spec.baseURL ?? OPENAI_URL), keyVariable, apiKey };
}

/** Asks for one batch, once. The client is loaded at the first batch that the ledger does not hold. */
function createAsk(name: string, endpoint: string, apiKey: string | undefined): Server["ask"] {
  const wire = createWire(TIMEOUT_MS);
  const open = async () => {
    const { OpenAIEmbeddings } = await import("@langchain/openai");
    return new OpenAIEmbeddings({
      model: name,
      apiKey: apiKey ?? "none",
      maxRetries: 0,
      timeout: TIMEOUT_MS,
      // What it is handed is one batch, and we queue: in its queue a call would run in the context of another.
      batchSize: Number.MAX_SAFE_INTEGER,
      maxConcurrency: Number.POSITIVE_INFINITY,
      stripNewLines: false,
      encodingFormat: "float",
      configuration: { baseURL: endpoint, fetch: wire.fetch, logLevel: "off" },
    });
  };
  let client: ReturnType<typeof open> | undefined;
  return async (texts, signal) => {
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
  const { name, endpoint, keyVariable, apiKey } = readSpec(spec, options.environment);
  const callee = { name: spec.model, place: endpoint, keyVariable, redact: redactor([apiKey]) };
  const identity = { model: name, endpoint };
  return remoteVectors({ callee, identity, ask: createAsk(name, endpoint, apiKey) }, options);
}
