import { isAbsolute, join } from "node:path";
import type { FitEmbed } from "../../domain/ports.ts";
import type { EmbedderSpec } from "../../domain/study.ts";
import { lsaEmbedder } from "./lsa.ts";
import { ollamaEmbedder } from "./ollama-embedder.ts";
import { openaiEmbedder } from "./openai-embedder.ts";
import type { RemoteEmbedderOptions } from "./remote-vectors.ts";
import { transformersEmbedder } from "./transformers-embedder.ts";

export type OpenEmbedderOptions = RemoteEmbedderOptions & {
  /** Seeds what the embedded model draws. */
  readonly seed: number;
  /** From where a path to a model goes; the working folder where absent. */
  readonly folder?: string | undefined;
};

const LOCAL = "transformers:";

/**
 * Opens the embedder that a spec names: `lsa`, the embedded one; `ollama:name`; `transformers:folder`, a model on this
 * machine; or one behind an OpenAI-compatible interface.
 *
 * @throws InputError for a spec that cannot be opened.
 */
export function openEmbedder(spec: EmbedderSpec, options: OpenEmbedderOptions): FitEmbed {
  const named = typeof spec === "string" ? { model: spec } : spec;
  const { model } = named;
  if (model === "lsa") return lsaEmbedder({ seed: options.seed });
  if (model.startsWith("ollama:")) return ollamaEmbedder(named, options);
  if (!model.startsWith(LOCAL)) return openaiEmbedder(named, options);
  const path = model.slice(LOCAL.length);
  return transformersEmbedder(
    `${LOCAL}${isAbsolute(path) ? path : join(options.folder ?? ".", path)}`,
    options,
  );
}
