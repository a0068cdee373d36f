import { AIMessage } from "@langchain/core/messages";
import { initChatModel } from "langchain/chat_models/universal";
import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import type { RawReply, ReplyEnd } from "../ledger/ledger.ts";
import type { Chat, Rung } from "./chat-model.ts";
import { connectionError } from "./connection-error.ts";
import { readEndpoint } from "./endpoint.ts";
import { readFailure } from "./openai-reply.ts";
import { QUIET } from "./quiet.ts";
import { TransportError } from "./transport-error.ts";

export type ProviderSettings = {
  readonly provider: string;
  readonly model: string;
  readonly endpoint: string | undefined;
  readonly apiKey: string | undefined;
  readonly temperature: number | undefined;
  readonly maxTokens: number | undefined;
  readonly timeoutMs: number;
};

const METHODS: Readonly<Record<Rung, "jsonSchema" | "functionCalling" | "jsonMode">> = {
  "json-schema": "jsonSchema",
  "tool-call": "functionCalling",
  "json-mode": "jsonMode",
};

const CUT = /^(length|max_tokens|max_output_tokens|model_length)$/i;
const REFUSED =
  /^(content_filter|content_filtered|refusal|safety|recitation|blocklist|prohibited_content|spii|guardrail_intervened)$/i;

const Word = z.string().nullish().catch(null);
const Metadata = z.object({
  finish_reason: Word,
  finishReason: Word,
  stop_reason: Word,
  stopReason: Word,
  done_reason: Word,
  model_name: Word,
  model: Word,
  system_fingerprint: Word,
});

const Count = z.int().nonnegative().nullish().catch(null);
const Usage = z.object({ input_tokens: Count, output_tokens: Count }).nullish().catch(null);

/** Reads LangChain's message of any provider. Each names the end of a reply in its own way. */
export function readMessage(message: AIMessage): RawReply {
  const metadata = Metadata.parse(message.response_metadata);
  const reason =
    metadata.finish_reason ??
    metadata.finishReason ??
    metadata.stop_reason ??
    metadata.stopReason ??
    metadata.done_reason ??
    "";
  const end: ReplyEnd = REFUSED.test(reason) ? "refused" : CUT.test(reason) ? "cut" : "complete";
  const usage = Usage.parse(message.usage_metadata);
  const [called] = message.tool_calls ?? [];
  const [broken] = message.invalid_tool_calls ?? [];
  return {
    end,
    text: called ? JSON.stringify(called.args) : (broken?.args ?? message.text),
    promptTokens: usage?.input_tokens ?? null,
    completionTokens: usage?.output_tokens ?? null,
    model: metadata.model_name ?? metadata.model ?? null,
    fingerprint: metadata.system_fingerprint ?? null,
    chances: null,
  };
}

const HttpFailure = z.object({
  status: z.int().optional(),
  statusCode: z.int().optional(),
  status_code: z.int().optional(),
  $metadata: z.object({ httpStatusCode: z.int().optional() }).optional(),
  headers: z.instanceof(Headers).optional(),
  error: z.unknown(),
});

/** What a provider's client threw, as far as it tells. Each names the status in its own way. */
function providerError(error: unknown, timeoutMs: number): TransportError {
  const failure = HttpFailure.safeParse(error).data;
  const status =
    failure?.status ?? failure?.statusCode ?? failure?.status_code ?? failure?.$metadata?.httpStatusCode;
  if (status === undefined) return connectionError(error, timeoutMs);
  const said = typeof failure?.error === "object" ? JSON.stringify(failure.error) : String(error);
  return readFailure(status, failure?.headers ?? new Headers(), said);
}

/**
 * The option with which a provider's class takes an address, and the address that it has by itself. It is always
 * passed, because the classes also look for addresses in variables.
 */
const ADDRESS: Readonly<Record<string, { readonly option: string; readonly usual: string }>> = {
  anthropic: { option: "anthropicApiUrl", usual: "https://api.anthropic.com" },
  ollama: { option: "baseUrl", usual: "http://127.0.0.1:11434" },
};

/** Where a provider is called; undefined where only its own class knows. */
export function providerEndpoint(provider: string, baseURL: string | undefined): string | undefined {
  const usual = ADDRESS[provider]?.usual;
  if (baseURL !== undefined && usual === undefined)
    throw new InputError(
      "bad-base-url",
      `baseURL cannot be given for ${provider}; for a server that speaks like OpenAI's write openai:name`,
    );
  const address = baseURL ?? usual;
  return address === undefined ? undefined : readEndpoint(address);
}

/**
 * A chat over LangChain's model of a provider whose package the user has installed. Structure is asked for by
 * LangChain's own means; the raw message is kept, and ours to read.
 *
 * @throws InputError when the provider is unknown or its package is not installed.
 */
export async function providerChat(settings: ProviderSettings): Promise<Chat> {
  const { provider, model, endpoint, apiKey, temperature, maxTokens, timeoutMs } = settings;
  const configurable = await initChatModel(model, {
    modelProvider: provider,
    maxRetries: 0,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(endpoint === undefined ? {} : { [ADDRESS[provider]?.option ?? "baseURL"]: endpoint }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { maxTokens }),
  }).catch((error: unknown) => {
    const why = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const missing = /Unable to import (\S+)\./.exec(why)?.[1];
    throw new InputError(
      "unknown-provider",
      missing
        ? `model "${provider}:${model}" needs a package that is not installed: npm install ${missing}`
        : `model "${provider}:${model}": ${why}`,
    );
  });
  const inner = await configurable._getModelInstance();

  return async ({ messages, name, schema, rung, seed }, signal, sent) => {
    const structured = (() => {
      try {
        return inner.withStructuredOutput(schema.json, { name, method: METHODS[rung], includeRaw: true });
      } catch {
        throw new TransportError(`${provider} takes no structured replies by ${rung}`, { status: 501 });
      }
    })();
    const options = { seed, callbacks: QUIET, timeout: timeoutMs, ...(signal ? { signal } : {}) };
    signal?.throwIfAborted();
    sent();
    const answer = await structured.invoke([...messages], options).catch((error: unknown) => {
      signal?.throwIfAborted();
      throw providerError(error, timeoutMs);
    });
    const { raw } = answer;
    if (!AIMessage.isInstance(raw))
      throw new TransportError("answered with something that is no message", { code: "protocol" });
    return [readMessage(raw)];
  };
}
