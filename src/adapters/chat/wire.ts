import { AsyncLocalStorage } from "node:async_hooks";
import { connectionError } from "./connection-error.ts";
import { readFailure } from "./openai-reply.ts";
import { type Answer, wireFetch } from "./wire-fetch.ts";

type Exchange = { readonly signal: AbortSignal | undefined; answer?: Answer; failure?: unknown };

/** Lets a client library do the talking while we read what came over the wire. */
export type Wire = {
  /** To be given to the client in the place of `fetch`. */
  readonly fetch: typeof fetch;
  /**
   * Runs one call of the client and gives the body of the server's answer, whatever the client makes of it.
   *
   * @throws TransportError when no answer came, or one with an error's status.
   */
  readonly bodyOf: (call: () => Promise<unknown>, signal: AbortSignal | undefined) => Promise<string>;
};

/** Watches the calls of one client. Calls may overlap; each sees its own exchange. */
export function createWire(timeoutMs: number): Wire {
  const exchanges = new AsyncLocalStorage<Exchange>();
  return {
    fetch: async (input, init = {}) => {
      const exchange = exchanges.getStore();
      const ending = AbortSignal.any([exchange?.signal, init.signal].filter((signal) => signal != null));
      try {
        const answer = await wireFetch(input, init, ending);
        if (exchange) exchange.answer = answer;
        const { status, statusText, headers, body } = answer;
        return new Response(body === "" ? null : body, { status, statusText, headers });
      } catch (error) {
        // What breaks off in the middle of a body says nothing of why.
        if (exchange) exchange.failure = ending.aborted ? ending.reason : error;
        throw error;
      }
    },
    bodyOf: async (call, signal) => {
      const exchange: Exchange = { signal };
      try {
        await exchanges.run(exchange, call);
      } catch (error) {
        signal?.throwIfAborted();
        if (!exchange.answer && exchange.failure === undefined) throw error;
      }
      if (!exchange.answer) throw connectionError(exchange.failure, timeoutMs);
      const { status, headers, body } = exchange.answer;
      if (status < 200 || status >= 300) throw readFailure(status, headers, body);
      return body;
    },
  };
}
