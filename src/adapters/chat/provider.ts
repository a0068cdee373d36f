import { InputError } from "../../domain/errors.ts";
import type { ModelSpec } from "../../domain/study.ts";
import { isLoopback, readEndpoint } from "./endpoint.ts";

/**
 * Providers that can be named, and the variables that hold their keys where those are not simply the provider's name.
 * Null: the provider takes no single key.
 */
const PROVIDERS: Readonly<Record<string, string | null | undefined>> = {
  anthropic: undefined,
  aws: null,
  azure_openai: "AZURE_OPENAI_API_KEY",
  bedrock: null,
  cerebras: undefined,
  cohere: undefined,
  deepseek: undefined,
  fireworks: undefined,
  google: "GOOGLE_API_KEY",
  "google-genai": "GOOGLE_API_KEY",
  "google-vertexai": null,
  "google-vertexai-web": null,
  groq: undefined,
  mistral: undefined,
  mistralai: "MISTRAL_API_KEY",
  ollama: null,
  openai: undefined,
  perplexity: undefined,
  together: "TOGETHER_AI_API_KEY",
  xai: undefined,
};

/** Whom a well-known key is for. A study, which may be a stranger's, cannot have it sent to anybody else. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  ANTHROPIC_API_KEY: ["anthropic.com"],
  AZURE_OPENAI_API_KEY: ["azure.com"],
  CEREBRAS_API_KEY: ["cerebras.ai"],
  COHERE_API_KEY: ["cohere.com", "cohere.ai"],
  DEEPSEEK_API_KEY: ["deepseek.com"],
  FIREWORKS_API_KEY: ["fireworks.ai"],
  GOOGLE_API_KEY: ["googleapis.com"],
  GROQ_API_KEY: ["groq.com"],
  MISTRAL_API_KEY: ["mistral.ai"],
  OPENAI_API_KEY: ["openai.com"],
  PERPLEXITY_API_KEY: ["perplexity.ai"],
  TOGETHER_AI_API_KEY: ["together.ai", "together.xyz"],
  XAI_API_KEY: ["x.ai"],
};

export type Provider = {
  readonly provider: string;
  readonly model: string;
  /** The variable that holds the key, and its value where it is set and may be sent there. */
  readonly keyVariable: string | null;
  readonly apiKey: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Named = Pick<ModelSpec, "model" | "apiKeyEnv" | "baseURL">;

function splitName(name: string): { readonly provider: string; readonly model: string } {
  const colon = name.indexOf(":");
  const provider = name.slice(0, Math.max(0, colon));
  const model = name.slice(colon + 1);
  if (provider === "" || model === "")
    throw new InputError(
      "unknown-model",
      `model "${name}": write lexical, or provider:name, as in openai:gpt-4o-mini`,
    );
  if (!Object.hasOwn(PROVIDERS, provider))
    throw new InputError(
      "unknown-model",
      `model "${name}": there is no provider "${provider}"; for a server that speaks like OpenAI's write ` +
        `openai:${name} with its baseURL, else one of ${Object.keys(PROVIDERS).join(", ")}`,
    );
  return { provider, model };
}

/** Whether the key in a variable may go to an address: any key to this machine, a well-known one to its own provider. */
function mayGo(variable: string, baseURL: string | undefined, environment: Environment): boolean {
  const homes = HOMES[variable];
  if (baseURL === undefined || homes === undefined) return true;
  const address = readEndpoint(baseURL);
  const { hostname } = new URL(address);
  const allowed = [...homes, ...(environment.ASSIZE_KEY_HOSTS ?? "").split(",").map((host) => host.trim())];
  return (
    isLoopback(address) ||
    allowed.some((host) => host !== "" && (hostname === host || hostname.endsWith(`.${host}`)))
  );
}

/**
 * Splits `provider:name` and finds the key: in the variable that the spec names, else in the provider's usual one. A
 * provider's usual key is sent to that provider, to this machine and to hosts that ASSIZE_KEY_HOSTS lists, and to nobody
 * else.
 *
 * @throws InputError for a name without a known provider, for a named variable that is not set or whose key belongs
 * elsewhere, and for a key that no header can carry.
 */
export function findProvider(spec: Named, environment: Environment): Provider {
  const { provider, model } = splitName(spec.model);
  const usual = PROVIDERS[provider];
  const keyVariable =
    spec.apiKeyEnv ??
    (usual === undefined ? `${provider.toUpperCase().replaceAll("-", "_")}_API_KEY` : usual);
  if (keyVariable === null) return { provider, model, keyVariable, apiKey: undefined };
  const isSendable = mayGo(keyVariable, spec.baseURL, environment);
  if (spec.apiKeyEnv !== undefined && !isSendable)
    throw new InputError(
      "foreign-key",
      `model "${spec.model}": ${keyVariable} holds the key of another provider than ${spec.baseURL}; put that server's ` +
        "key into a variable of its own and name it with apiKeyEnv, or list its host in the variable ASSIZE_KEY_HOSTS",
    );
  const apiKey = (isSendable && environment[keyVariable]) || undefined;
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
  return { provider, model, keyVariable: isSendable ? keyVariable : null, apiKey };
}
