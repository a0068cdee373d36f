import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import type { Chat } from "./chat-model.ts";
import { refusalOf, requestOptions } from "./chat-request.ts";
import type { ClientSettings } from "./client-settings.ts";
import { connectionError } from "./connection-error.ts";
import { isLoopback, OPENAI_URL } from "./endpoint.ts";
import { type Exchanged, exchange } from "./exchange.ts";
import { type HeaderReader, readCompletion, readFailure } from "./openai-reply.ts";
import { exhaustedFor } from "./rate-headers.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export type LeanSettings = ClientSettings & {
  /** Connections that are kept open, one for each call at once. */
  readonly connections: number;
  readonly environment: Environment;
  /** Told where the provider says that nothing more is free for so long. */
  readonly hold: (milliseconds: number) => void;
};

export type LeanChat = { readonly chat: Chat; readonly close: () => Promise<void> };

const KEEP_ALIVE_MS = 30_000;
const CONNECT_MS = 10_000;
/** A reply is a few kilobytes; a body beyond this is no reply. */
const MAX_BODY = 64 * 1024 * 1024;

function openPool({ baseURL, connections, environment }: LeanSettings): Dispatcher {
  const options = {
    connections,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // One time limit holds for the whole of a call; the pool's own would end long thoughts of local models.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_MS },
    maxResponseSize: MAX_BODY,
  };
  const httpProxy = environment.http_proxy ?? environment.HTTP_PROXY;
  const httpsProxy = environment.https_proxy ?? environment.HTTPS_PROXY;
  if (isLoopback(baseURL) || !(httpProxy || httpsProxy)) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    ...(httpProxy ? { httpProxy } : {}),
    ...(httpsProxy ? { httpsProxy } : {}),
    noProxy: environment.no_proxy ?? environment.NO_PROXY ?? "",
  });
}

const readerOf = (headers: Exchanged["headers"]): HeaderReader => ({
  get: (name) => {
    const value = headers[name];
    return value === undefined ? null : Array.isArray(value) ? (value[0] ?? null) : value;
  },
});

/** Runs one exchange under one time limit; what ends it tells the time limit from being called off. */
async function withinTime<T>(
  timeoutMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted();
  const ending = new AbortController();
  const callOff = (): void => ending.abort(outer?.reason);
  outer?.addEventListener("abort", callOff, { once: true });
  const timer = setTimeout(() => ending.abort(new DOMException("time ran out", "TimeoutError")), timeoutMs);
  try {
    return await work(ending.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener("abort", callOff);
  }
}

/**
 * A chat over a pool of connections to a server that speaks like OpenAI's: one request, one body read to its end, no
 * client library in between. It never retries.
 */
export function leanChat(settings: LeanSettings): LeanChat {
  const { model, baseURL, apiKey, temperature, maxTokens, timeoutMs, hold } = settings;
  const pool = openPool(settings);
  const url = new URL(`${baseURL}/chat/completions`);
  const headers = {
    "content-type": "application/json",
    accept: "application/json",
    "user-agent": "assize",
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  // OpenAI's own newer models refuse the old name, which other servers know alone.
  const limit = baseURL.startsWith(OPENAI_URL) ? "max_completion_tokens" : "max_tokens";
  const fixed = {
    model,
    ...(temperature === undefined ? {} : { temperature }),
    ...(maxTokens === undefined ? {} : { [limit]: maxTokens }),
  };

  const address = { origin: url.origin, path: `${url.pathname}${url.search}`, headers };
  const post = (body: string, sent: () => void, outer: AbortSignal | undefined) =>
    withinTime(timeoutMs, outer, async (signal) => {
      try {
        return await exchange(pool, { ...address, body }, sent, signal);
      } catch (error) {
        outer?.throwIfAborted();
        throw connectionError(signal.aborted ? signal.reason : error, timeoutMs);
      }
    });

  return {
    chat: async (request, signal, sent) => {
      const body = JSON.stringify({ ...fixed, messages: request.messages, ...requestOptions(request) });
      const answer = await post(body, sent, signal);
      const reader = readerOf(answer.headers);
      const wait = exhaustedFor(reader, Date.now());
      if (wait > 0) hold(wait);
      if (answer.status >= 200 && answer.status < 300) return readCompletion(answer.body);
      return refusalOf(readFailure(answer.status, reader, answer.body));
    },
    close: () => pool.destroy(),
  };
}
