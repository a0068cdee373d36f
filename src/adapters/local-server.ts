import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InputError } from "../domain/errors.ts";

export type LocalRequest = {
  readonly method: string;
  readonly path: string;
  /** The body as text; refuses more than `MAX_BODY` characters. */
  readonly body: () => Promise<string>;
  /** Aborted when whoever asked is gone. */
  readonly signal: AbortSignal;
};

export type LocalReply = {
  readonly status?: number;
  readonly type: string;
  /** Pieces are sent as they come: server-sent events, for one. */
  readonly body: string | AsyncIterable<string>;
};

export type LocalServer = { readonly origin: string; readonly close: () => Promise<void> };

const HERE = "127.0.0.1";
const MAX_BODY = 1_000_000;
const HEADERS = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

const text = (status: number, body: string): LocalReply => ({
  status,
  type: "text/plain; charset=utf-8",
  body,
});

/**
 * Why a request is not answered, or null. A page from elsewhere can make a browser send requests here:
 * under another host's name (rebinding) or with another origin, and both are told by the headers.
 */
function refusal({ headers, method = "GET" }: IncomingMessage, port: number): string | null {
  const hosts = [`${HERE}:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? "")) return "this address serves 127.0.0.1 and localhost alone";
  const { origin } = headers;
  const isRead = method === "GET" || method === "HEAD";
  if (origin === undefined) {
    const site = headers["sec-fetch-site"];
    // Whoever is no browser sends neither; a browser that writes always sends an origin.
    return isRead || site === undefined || site === "same-origin" ? null : "another page may not write here";
  }
  return hosts.some((host) => origin === `http://${host}`) ? null : "another page may not ask here";
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  request.setEncoding("utf8");
  for await (const piece of request) {
    body += piece;
    if (body.length > MAX_BODY) throw new InputError("too-long", `a request may have ${MAX_BODY} characters`);
  }
  return body;
}

async function send(reply: LocalReply, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(reply.status ?? 200, { ...HEADERS, "content-type": reply.type });
  if (request.method === "HEAD") response.end();
  else if (typeof reply.body === "string") response.end(reply.body);
  else await pipeline(Readable.from(reply.body), response);
}

/**
 * Serves pages to this machine alone: on 127.0.0.1, to requests that name it as their host, and to no
 * page of another origin. Port 0 takes a free one. Errors of `answer` become a plain 500 with their
 * message, and the server goes on.
 *
 * @example const { origin, close } = await serveLocally(0, async () => ({ type: "text/plain", body: "hello" }));
 */
export async function serveLocally(
  port: number,
  answer: (request: LocalRequest) => Promise<LocalReply>,
): Promise<LocalServer> {
  let own = port;
  const server = createServer((request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const { pathname } = new URL(request.url ?? "/", `http://${HERE}`);
    const refused = refusal(request, own);
    const reply =
      refused === null
        ? answer({
            method: request.method ?? "GET",
            path: pathname,
            body: () => readBody(request),
            signal: gone.signal,
          }).catch((error: unknown) => text(500, error instanceof Error ? error.message : String(error)))
        : Promise.resolve(text(403, refused));
    reply
      .then((each) => send(each, request, response))
      // Whoever asked has gone in the middle of the answer.
      .catch(() => response.destroy());
  });
  await new Promise<void>((listening, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new InputError(
              "port-in-use",
              `port ${port} is taken; choose another with --port, or leave it out`,
            )
          : error,
      ),
    );
    server.listen(port, HERE, listening);
  });
  const address = server.address();
  if (address !== null && typeof address === "object") own = address.port;
  return {
    origin: `http://${HERE}:${own}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
