import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { InputError } from "../domain/errors.ts";
import type { Desk } from "./desk.ts";

const HOST = "127.0.0.1";
const MAX_BODY = 16 * 1024;

const HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

const PAGE = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  "/page.js": ["page.js", "text/javascript; charset=utf-8"],
} as const;

const Name = z.string().transform((name) => name.normalize("NFC").trim());
const FormQuery = z.object({ annotator: Name, which: z.enum(["next", "before"]).default("next") });
const AnswerBody = z.strictObject({
  annotator: Name,
  sheet: z.string(),
  dimension: z.string(),
  value: z.number().nullable(),
});

type Answered = { readonly status: number; readonly type: string; readonly body: string | Buffer };

const json = (status: number, value: unknown): Answered => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

/**
 * Whether a request comes from our own page. A page elsewhere may reach this address through a name of its
 * own that leads here, or send a form to it: the one is told by the host that it asked for, the other by
 * the origin that a browser adds.
 */
function isOurs(request: IncomingMessage, port: number): boolean {
  const { host = "", origin } = request.headers;
  const hosts = [`${HOST}:${port}`, `localhost:${port}`];
  if (!hosts.includes(host)) return false;
  if (origin === undefined) return request.method === "GET";
  return origin === `http://${host}`;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > MAX_BODY) throw new InputError("too-large", "the answer is too large");
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch (error) {
    throw new InputError("not-json", "the answer is not JSON", { cause: error });
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError("invalid", `the request is not valid: ${parsed.error.issues[0]?.message}`);
}

async function answer(request: IncomingMessage, desk: Desk, folder: string): Promise<Answered> {
  const { pathname, searchParams } = new URL(request.url ?? "/", `http://${HOST}`);
  if (request.method === "GET") {
    const page = Object.entries(PAGE).find(([path]) => path === pathname)?.[1];
    if (page !== undefined)
      return { status: 200, type: page[1], body: await readFile(join(folder, page[0])) };
    if (pathname === "/api/form") {
      const { annotator, which } = parse(FormQuery, Object.fromEntries(searchParams));
      return json(200, desk.form(annotator, which));
    }
  }
  if (request.method === "POST" && pathname === "/api/answers")
    return json(200, await desk.answer(parse(AnswerBody, await bodyOf(request))));
  return json(404, { error: "there is nothing here" });
}

function send(response: ServerResponse, { status, type, body }: Answered): void {
  response.writeHead(status, { ...HEADERS, "content-type": type }).end(body);
}

export type AnnotateServer = { readonly url: string; readonly close: () => Promise<void> };

/**
 * Serves a desk on this machine alone (127.0.0.1), to pages of its own alone. `folder` holds the built page;
 * port 0 takes a free one. Throws an `InputError` for a port that is taken.
 */
export async function serveDesk(
  desk: Desk,
  setting: {
    readonly port: number;
    readonly folder: string;
    readonly onError: (error: unknown) => void;
  },
): Promise<AnnotateServer> {
  const server = createServer(async (request, response) => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : setting.port;
    try {
      if (!isOurs(request, port)) return send(response, json(403, { error: "only the page itself may ask" }));
      send(response, await answer(request, desk, setting.folder));
    } catch (error) {
      if (error instanceof InputError) return send(response, json(400, { error: error.message }));
      setting.onError(error);
      send(response, json(500, { error: "something broke; the terminal says what" }));
    }
  });
  server.listen(setting.port, HOST);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new InputError(
      "port",
      `port ${setting.port} cannot be used (${error instanceof Error ? error.message : error}); name another with --port`,
      { cause: error },
    );
  }
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : setting.port;
  return {
    url: `http://${HOST}:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
