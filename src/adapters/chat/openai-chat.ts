import { initChatModel } from "langchain/chat_models/universal";
import type { RawReply } from "../ledger/ledger.ts";
import type { Chat, ChatRequest } from "./chat-model.ts";
import { readCompletion } from "./openai-reply.ts";
import { QUIET } from "./quiet.ts";
import { isRefusal, TransportError } from "./transport-error.ts";
import { createWire } from "./wire.ts";

export type OpenAiSettings = {
  readonly model: string;
  readonly baseURL: string;
  /** Some servers need none; the client insists on one. */
  readonly apiKey: string | undefined;
  readonly temperature: number | undefined;
  readonly maxTokens: number | undefined;
  readonly timeoutMs: number;
};

/** How each rung asks for the reply's structure, in the words of the chat completions interface. */
function structureOptions({ rung, name, schema }: ChatRequest) {
  if (rung === "json-mode") return { response_format: { type: "json_object" } };
  if (rung === "json-schema")
    return {
      response_format: { type: "json_schema", json_schema: { name, strict: true, schema: schema.json } },
    };
  const described = { name, description: "Gives the reply.", parameters: schema.json };
  return {
    tools: [{ type: "function", function: described }],
    tool_choice: { type: "function", function: { name } },
  };
}

/** A filter on the prompt answers with an error, and is a refusal all the same. Nothing was generated. */
const refusal = (text: string): RawReply => ({
  end: "refused",
  text,
  promptTokens: null,
  completionTokens: 0,
  model: null,
  fingerprint: null,
});

/**
 * A chat over LangChain's model for OpenAI and everything that speaks like it. LangChain builds and sends the request;
 * the answer is read from the wire, because its own parsing throws away the text and the usage of a reply that does not
 * parse. It never retries.
 */
export async function openAiChat(settings: OpenAiSettings): Promise<Chat> {
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

  return async (request, signal) => {
    const options = { ...structureOptions(request), seed: request.seed, callbacks: QUIET };
    try {
      return readCompletion(await wire.bodyOf(() => inner.invoke([...request.messages], options), signal));
    } catch (error) {
      if (error instanceof TransportError && isRefusal(error)) return refusal(error.message);
      throw error;
    }
  };
}
