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
};

/** A connection that has been silent for so long is given up. Local models may think for minutes. */
const TIMEOUT_MS = 600_000;

/**
 * Opens the chat that a spec names. OpenAI, and whatever speaks like it at a `baseURL`, comes with the package; other
 * providers need theirs to be installed. Client libraries are loaded here and not before.
 *
 * @throws InputError for a model, address or key that cannot be used.
 */
export async function openChat(
  spec: ModelSpec,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<OpenedChat> {
  const { provider, model, keyVariable, apiKey } = findProvider(spec, environment);
  const { temperature, maxTokens } = spec;
  const settings = { model, apiKey, temperature, maxTokens, timeoutMs: TIMEOUT_MS };
  if (spec.baseURL === undefined && keyVariable !== null && apiKey === undefined)
    throw new InputError(
      "missing-key",
      `model "${spec.model}" needs a key: set ${keyVariable}, or name another variable with apiKeyEnv, or give the baseURL of a local server`,
    );
  if (provider !== "openai") {
    const { providerChat, providerEndpoint } = await import("./provider-chat.ts");
    const endpoint = providerEndpoint(provider, spec.baseURL);
    const chat = await providerChat({ ...settings, provider, endpoint });
    return { chat, identity: { provider, model, endpoint: endpoint ?? null }, keyVariable, apiKey };
  }
  const baseURL = readEndpoint(spec.baseURL ?? OPENAI_URL);
  const { openAiChat } = await import("./openai-chat.ts");
  return {
    chat: await openAiChat({ ...settings, baseURL }),
    identity: { provider, model, endpoint: baseURL },
    keyVariable,
    apiKey,
  };
}
