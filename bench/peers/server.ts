/**
 * A server that speaks like OpenAI's, in a process of its own: it answers every call after the same time with
 * a reply made beforehand, and counts. Its parent tells it the latency by message, which also sets the counts
 * back, and asks for them.
 */
import { createServer, type ServerResponse } from "node:http";
import { REPLIES, type ReplyName } from "./material.ts";

export type ServerOrder = { readonly latency: number } | "counts";
export type ServerCounts = {
  readonly calls: number;
  readonly mostInFlight: number;
  readonly bytesIn: number;
  /** Bodies that came more than once, byte for byte. */
  readonly repeated: number;
};

const HEAD = '{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"bench","choices":';
const USAGE = '"usage":{"prompt_tokens":700,"completion_tokens":80,"total_tokens":780}';

type Prepared = { readonly plain: Buffer; readonly streamed: Buffer };

function prepare(name: ReplyName): Prepared {
  const text = JSON.stringify(REPLIES[name]);
  const call = {
    id: "call_1",
    type: "function",
    function: { name: "select_choice", arguments: text },
  };
  const isCall = name === "choice";
  const message = isCall
    ? { role: "assistant", content: null, tool_calls: [call] }
    : { role: "assistant", content: text };
  const choice = { index: 0, message, finish_reason: isCall ? "tool_calls" : "stop" };
  const chunk = (delta: unknown, end: string | null): string =>
    `data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"bench","choices":${JSON.stringify(
      [{ index: 0, delta, finish_reason: end }],
    )}${end === null ? "" : `,${USAGE}`}}\n\n`;
  return {
    plain: Buffer.from(`${HEAD}${JSON.stringify([choice])},${USAGE}}`),
    streamed: Buffer.from(
      `${chunk({ role: "assistant", content: text }, null)}${chunk({}, "stop")}data: [DONE]\n\n`,
    ),
  };
}

const replies = new Map(
  Object.keys(REPLIES).map((name) => [name, prepare(name as ReplyName)]), // its keys are the names
);

/** Assize says in each request what kind of reply it wants, and a persona's block names who is asked. */
function nameFor(path: string, body: string): string {
  if (path !== "assize" && path !== "panel") return path;
  if (body.includes('"name":"synthesis"')) return "synthesis";
  if (body.includes('"name":"discuss"')) return "discuss";
  if (path === "assize") return "assess";
  const seat = body.indexOf("<persona id=");
  return `assess-${/persona-(\d)/.exec(body.slice(seat, seat + 60))?.[1] ?? "1"}`;
}

let latency = 0;
let calls = 0;
let inFlight = 0;
let mostInFlight = 0;
let bytesIn = 0;
let repeated = 0;
let seen = new Set<string>();

function answer(path: string, body: string, response: ServerResponse): void {
  const reply = replies.get(nameFor(path, body));
  const isStreamed = body.includes('"stream":true');
  const bytes = reply && (isStreamed ? reply.streamed : reply.plain);
  inFlight--;
  if (!bytes) {
    response.writeHead(404).end(`{"error":{"message":"no reply for ${path}"}}`);
    return;
  }
  response.writeHead(200, {
    "content-type": isStreamed ? "text/event-stream" : "application/json",
    "content-length": bytes.length,
  });
  response.end(bytes);
}

const server = createServer({ keepAliveTimeout: 300_000 }, (request, response) => {
  calls++;
  inFlight++;
  mostInFlight = Math.max(mostInFlight, inFlight);
  const path = (request.url ?? "").split("/", 2)[1] ?? "";
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("latin1");
    bytesIn += body.length;
    const size = seen.size;
    seen.add(body);
    if (seen.size === size) repeated++;
    if (latency === 0) answer(path, body, response);
    else setTimeout(answer, latency, path, body, response);
  });
});

process.on("message", (order: ServerOrder) => {
  if (order === "counts") {
    process.send?.({ calls, mostInFlight, bytesIn, repeated } satisfies ServerCounts);
    return;
  }
  latency = order.latency;
  calls = inFlight = mostInFlight = bytesIn = repeated = 0;
  seen = new Set();
  process.send?.("ready");
});
process.on("disconnect", () => process.exit());
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address !== null ? address.port : 0 });
});
