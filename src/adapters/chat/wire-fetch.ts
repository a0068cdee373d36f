import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { text } from "node:stream/consumers";

/** A server's answer, read to its end. */
export type Answer = {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly body: string;
};

/**
 * Sends a request and reads the answer to its end. Node's own `fetch` gives up on a server that is silent for 300 s, as
 * a local model with a long queue is, and costs more time of its own; this one waits as long as the signal allows.
 */
export async function wireFetch(
  input: Parameters<typeof fetch>[0],
  init: RequestInit,
  signal: AbortSignal,
): Promise<Answer> {
  const url = new URL(input instanceof Request ? input.url : input);
  const { body, method = "GET" } = init;
  if (typeof body !== "string" && body != null) throw new TypeError("only bodies of text can be sent");
  const headers = Object.fromEntries(new Headers(init.headers));
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    const sending = request(
      url,
      { method, signal, headers: { ...headers, "accept-encoding": "identity" } },
      resolve,
    );
    sending.on("error", reject);
    sending.end(body);
  });
  return {
    status: answer.statusCode ?? 0,
    statusText: answer.statusMessage ?? "",
    headers: new Headers(
      Object.entries(answer.headersDistinct).flatMap(([name, values]) =>
        (values ?? []).map((value): [string, string] => [name, value]),
      ),
    ),
    body: await text(answer),
  };
}
