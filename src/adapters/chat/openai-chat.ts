import { initChatModel } from "langchain/chat_models/universal";
import type { Chat } from "./chat-model.ts";
import { refusalOf, requestOptions } from "./chat-request.ts";
import type { ClientSettings } from "./client-settings.ts";
import { readCompletion } from "./openai-reply.ts";
import { QUIET } from "./quiet.ts";
import { createWire } from "./wire.ts";

/**
 * A chat over LangChain's model for OpenAI and everything that speaks like it. LangChain builds and sends the request;
 * the answer is read from the wire, because its own parsing throws away the text and the usage of a reply that does not
 * parse. It never retries.
 */
export async function openAiChat(settings: ClientSettings): Promise<Chat> {
  const { model, baseURL, apiKey, temperature, maxTokens, timeoutMs } = settings;
  const wire = createWire(timeoutMs);
  const configurable = await initChatModel(model, {
    modelProvider: "openai",
    apiKey: apiKey ?? "none",
    maxRetries: 0,
    timeout: timeoutMs,
    configuration: { baseURL, fetch: wire.fetch, logLevel: "off" },
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  });
  // The outer model builds and keeps one inner model for every different set of call options, so one for each seed.
  const inner = await configurable._getModelInstance();
  // For some names LangChain goes to another interface, which servers that merely speak like OpenAI's do not have.
  Object.assign(inner, { _useResponsesApi: () => false });

  return async (request, signal, sent) => {
    // How many replies and their probabilities are the lean client's to ask for.
    const options = { ...requestOptions({ ...request, count: 1, logprobs: false }), callbacks: QUIET };
    signal?.throwIfAborted();
    sent();
    try {
      return readCompletion(await wire.bodyOf(() => inner.invoke([...request.messages], options), signal));
    } catch (error) {
      return refusalOf(error);
    }
  };
}
