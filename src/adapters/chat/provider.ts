import { InputError } from "../../domain/errors.ts";
import type { ModelSpec } from "../../domain/study.ts";

/** Variables that hold the keys, where they are not simply the provider's name. Null: the provider takes no single key. */
const KEY_VARIABLES: Readonly<Record<string, string | null>> = {
  azure_openai: "AZURE_OPENAI_API_KEY",
  aws: null,
  bedrock: null,
  google: "GOOGLE_API_KEY",
  "google-genai": "GOOGLE_API_KEY",
  "google-vertexai": null,
  "google-vertexai-web": null,
  mistralai: "MISTRAL_API_KEY",
  ollama: null,
  together: "TOGETHER_AI_API_KEY",
};

export type Provider = {
  readonly provider: string;
  readonly model: string;
  /** The variable that holds the key, and its value where it is set. */
  readonly keyVariable: string | null;
  readonly apiKey: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Named = Pick<ModelSpec, "model" | "apiKeyEnv">;

/**
 * Splits `provider:name` and finds the key: in the variable that the spec names, else in the provider's usual one.
 *
 * @throws InputError for a name without a provider, for a named variable that is not set, and for a key that no header can carry.
 */
export function findProvider(spec: Named, environment: Environment): Provider {
  const colon = spec.model.indexOf(":");
  const provider = spec.model.slice(0, Math.max(0, colon));
  const model = spec.model.slice(colon + 1);
  if (provider === "" || model === "")
    throw new InputError(
      "unknown-model",
      `model "${spec.model}": write lexical, or provider:name, as in openai:gpt-4o-mini`,
    );
  const usual = KEY_VARIABLES[provider];
  const keyVariable =
    spec.apiKeyEnv ??
    (usual === undefined ? `${provider.toUpperCase().replaceAll("-", "_")}_API_KEY` : usual);
  const apiKey = (keyVariable !== null && environment[keyVariable]) || undefined;
  if (spec.apiKeyEnv !== undefined && apiKey === undefined)
    throw new InputError(
      "missing-key",
      `model "${spec.model}": the variable ${spec.apiKeyEnv} that apiKeyEnv names is not set; set it, or take apiKeyEnv out`,
    );
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey))
    throw new InputError(
      "malformed-key",
      `model "${spec.model}": the variable ${keyVariable} holds blanks or signs that no key has; set it again`,
    );
  return { provider, model, keyVariable, apiKey };
}
