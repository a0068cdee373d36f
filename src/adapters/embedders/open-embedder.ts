import type { FitEmbed } from "../../domain/ports.ts";
import type { EmbedderSpec } from "../../domain/study.ts";
import { lsaEmbedder } from "./lsa.ts";
import { openaiEmbedder, type RemoteEmbedderOptions } from "./openai-embedder.ts";

export type OpenEmbedderOptions = RemoteEmbedderOptions & {
  /** Seeds what the embedded model draws. */
  readonly seed: number;
};

/**
 * Opens the embedder that a spec names: `lsa`, the embedded one, or one behind an OpenAI-compatible interface.
 *
 * @throws InputError for a spec that cannot be opened.
 */
export function openEmbedder(spec: EmbedderSpec, options: OpenEmbedderOptions): FitEmbed {
  const named = typeof spec === "string" ? { model: spec } : spec;
  return named.model === "lsa" ? lsaEmbedder({ seed: options.seed }) : openaiEmbedder(named, options);
}
