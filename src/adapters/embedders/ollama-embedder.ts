import { z } from "zod";
import type { FitEmbed } from "../../domain/ports.ts";
import { readEndpoint } from "../chat/endpoint.ts";
import { parseJson } from "../chat/parse-json.ts";
import { redactor } from "../chat/redact.ts";
import { TransportError } from "../chat/transport-error.ts";
import { createWire } from "../chat/wire.ts";
import type { RemoteEmbedderSpec } from "./openai-embedder.ts";
import { toVectors } from "./read-embeddings.ts";
import { type RemoteEmbedderOptions, remoteVectors, TIMEOUT_MS } from "./remote-vectors.ts";

const OLLAMA_URL = "http://localhost:11434";

const Reply = z.object({ embeddings: z.array(z.array(z.number()).min(1)) });

/**
 * Embeds through Ollama's own protocol (`POST /api/embed`), which cuts a text off where the model's context ends rather
 * than turning it down. `model` is `ollama:name`; `baseURL` is the server's address, its `/v1` may stand there or not. A
 * vector is asked for once and kept in the ledger.
 *
 * @throws InputError for an address that is none; the embedder throws a ProviderError where no vectors come.
 * @example const embed = await ollamaEmbedder({ model: "ollama:nomic-embed-text" }, options)([])
 */
export function ollamaEmbedder(spec: RemoteEmbedderSpec, options: RemoteEmbedderOptions): FitEmbed {
  const model = spec.model.replace(/^ollama:/, "");
  const endpoint = readEndpoint(spec.baseURL ?? OLLAMA_URL).replace(/\/(?:v1|api)$/, "");
  const key = spec.apiKeyEnv === undefined ? undefined : options.environment[spec.apiKeyEnv];
  const wire = createWire(TIMEOUT_MS);
  const headers = {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  return remoteVectors(
    {
      callee: {
        name: spec.model,
        place: endpoint,
        keyVariable: spec.apiKeyEnv ?? null,
        redact: redactor([key]),
      },
      identity: { model, endpoint, protocol: "ollama" },
      ask: async (texts, signal) => {
        const body = JSON.stringify({ model, input: texts, truncate: true });
        const call = () => wire.fetch(`${endpoint}/api/embed`, { method: "POST", headers, body });
        const answer = await wire.bodyOf(call, signal);
        const parsed = Reply.safeParse(parseJson(answer));
        if (!parsed.success)
          throw new TransportError(`answered with something that holds no vectors: ${answer.slice(0, 200)}`, {
            code: "protocol",
          });
        return toVectors(parsed.data.embeddings, texts.length);
      },
    },
    options,
  );
}
