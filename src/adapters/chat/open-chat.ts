import { InputError } from "../../domain/errors.ts";
import type { ModelSpec } from "../../domain/study.ts";
import type { Chat, ModelIdentity } from "./chat-model.ts";
import { OPENAI_URL, readEndpoint } from "./endpoint.ts";
import { findProvider } from "./provider.ts";

/** A chat that can be asked, who it is, and the key it was opened with. */
export type OpenedChat = {
  readonly chat: Chat;
  readonly identity: ModelIdentity;
  readonly keyVariable: string | null;
  readonly apiKey: string | undefined;
  /** Ends the connections that are kept open. */
  readonly close: () => Promise<void>;
};

export type OpenChatOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Calls at once at most. */
  readonly connections: number;
  /** Told where the provider says that nothing more is free for so long. */
  readonly hold: (milliseconds: number) => void;
};

/** A call that takes longer is given up. Local models may think for minutes. */
const TIMEOUT_MS = 600_000;

/**
 * Opens the chat that a spec names. OpenAI, and whatever speaks like it at a `baseURL`, is asked by the lean client or, by
 * `client: langchain`, through LangChain, which is the way to every other provider; their packages are the user's to
 * install. Client libraries are loaded here and not before.
 *
 * @throws InputError for a model, address or key that cannot be used.
 */
export async function openChat(spec: ModelSpec, options: OpenChatOptions): Promise<OpenedChat> {
  const { provider, model, keyVariable, apiKey } = findProvider(spec, options.environment);
  const { temperature, maxTokens } = spec;
  const timeoutMs = spec.timeout === undefined ? TIMEOUT_MS : spec.timeout * 1000;
  const settings = { model, apiKey, temperature, maxTokens, timeoutMs };
  const close = async (): Promise<void> => {};
  if (spec.baseURL === undefined && keyVariable !== null && apiKey === undefined)
    throw new InputError(
      "missing-key",
      `model "${spec.model}" needs a key: set ${keyVariable}, or name another variable with apiKeyEnv, or give the baseURL of a local server`,
    );
  if (provider !== "openai") {
    if (spec.client === "lean")
      throw new InputError(
        "bad-client",
        `model "${spec.model}": the lean client speaks like OpenAI alone; take client out, or write openai:name with the baseURL of a server that does`,
      );
    const { providerChat, providerEndpoint } = await import("./provider-chat.ts");
    const endpoint = providerEndpoint(provider, spec.baseURL);
    const chat = await providerChat({ ...settings, provider, endpoint });
    return { chat, identity: { provider, model, endpoint: endpoint ?? null }, keyVariable, apiKey, close };
  }
  const baseURL = readEndpoint(spec.baseURL ?? OPENAI_URL);
  const identity = { provider, model, endpoint: baseURL };
  if (spec.client === "langchain") {
    const { openAiChat } = await import("./openai-chat.ts");
    return { chat: await openAiChat({ ...settings, baseURL }), identity, keyVariable, apiKey, close };
  }
  const { leanChat } = await import("./lean-chat.ts");
  return { ...leanChat({ ...settings, ...options, baseURL }), identity, keyVariable, apiKey };
}
