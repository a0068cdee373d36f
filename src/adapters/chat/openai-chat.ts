import { AsyncLocalStorage } from "node:async_hooks";
import { initChatModel } from "langchain/chat_models/universal";
import type { Chat, ChatRequest } from "./chat-model.ts";
import { readCompletion, readFailure } from "./openai-reply.ts";
import { QUIET } from "./quiet.ts";
import { NOT_CONNECTED, TransportError } from "./transport-error.ts";

/** What happened on the wire during one call. */
type Exchange = {
  answer?: { readonly status: number; readonly headers: Headers; readonly body: string };
  failure?: unknown;
};

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

const CONNECT_FAILURES = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** The system's code of a failed fetch, which stands in its cause, or in the causes of a cause. */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error instanceof AggregateError) return systemCode(error.errors[0]);
  return systemCode(error.cause);
}

/** A fetch that did not end in an answer. */
export function connectionError(failure: unknown, timeoutMs: number): TransportError {
  if (failure instanceof Error && (failure.name === "AbortError" || failure.name === "TimeoutError"))
    return new TransportError(`no answer within ${timeoutMs / 1000} s`, { code: "timeout" });
  const code = systemCode(failure) ?? null;
  const why = failure instanceof Error ? failure.message : String(failure);
  return new TransportError(`the connection failed (${code ?? why})`, {
    code: code !== null && CONNECT_FAILURES.has(code) ? NOT_CONNECTED : code,
  });
}

/**
 * A chat over LangChain's model for OpenAI and everything that speaks like it. LangChain builds and sends the request;
 * the answer is read from the wire, because its own parsing throws away the text and the usage of a reply that does not
 * parse. It never retries.
 */
export async function openAiChat(settings: OpenAiSettings): Promise<Chat> {
  const wire = new AsyncLocalStorage<Exchange>();
  const watchedFetch: typeof fetch = async (input, init) => {
    const exchange = wire.getStore();
    try {
      const response = await fetch(input, init);
      const body = await response.text();
      const { status, statusText, headers } = response;
      if (exchange) exchange.answer = { status, headers, body };
      return new Response(body === "" ? null : body, { status, statusText, headers });
    } catch (error) {
      if (exchange) exchange.failure = error;
      throw error;
    }
  };
  const configurable = await initChatModel(settings.model, {
    modelProvider: "openai",
    apiKey: settings.apiKey ?? "none",
    maxRetries: 0,
    timeout: settings.timeoutMs,
    useResponsesApi: false,
    configuration: { baseURL: settings.baseURL, fetch: watchedFetch, logLevel: "off" },
    ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
    ...(settings.maxTokens === undefined ? {} : { maxTokens: settings.maxTokens }),
  });
  // The outer model builds and keeps one inner model for every different set of call options, so one for each seed.
  const model = await configurable._getModelInstance();

  return async (request, signal) => {
    const exchange: Exchange = {};
    const options = {
      ...structureOptions(request),
      seed: request.seed,
      callbacks: QUIET,
      ...(signal ? { signal } : {}),
    };
    try {
      await wire.run(exchange, () => model.invoke([...request.messages], options));
    } catch (error) {
      signal?.throwIfAborted();
      if (!exchange.answer && exchange.failure === undefined) throw error;
    }
    if (!exchange.answer) throw connectionError(exchange.failure, settings.timeoutMs);
    const { status, headers, body } = exchange.answer;
    if (status < 200 || status >= 300) throw readFailure(status, headers, body);
    return readCompletion(body);
  };
}
