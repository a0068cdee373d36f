/**
 * A chat server for measurements, in a process of its own: it answers every request with the same good reply, after
 * `latencyMs` or what the faults of the realistic scenario make of it. It prints its port, and tells its counts at /stats.
 */
import { createServer, type ServerResponse } from "node:http";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";

const [latencyMs = "0", scenario = "plain"] = process.argv.slice(2);
const rng = rngFrom(deriveSeed("engine", scenario));

const content = JSON.stringify({
  assessments: ["clarity", "faithfulness"].map((dimension) => ({
    dimension,
    rating: 4,
    abstain: null,
    rationale: "The output says what the source says, in words that a reader can follow.",
    citations: [{ in: "output", quote: "a drug helped half of the patients sleep" }],
    confidence: 0.7,
  })),
});
const completion = (text: string, finish: string): string =>
  JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_790_000_000,
    model: "bench",
    system_fingerprint: "fp",
    choices: [
      { index: 0, finish_reason: finish, message: { role: "assistant", content: text, refusal: null } },
    ],
    usage: { prompt_tokens: 700, completion_tokens: 90, total_tokens: 790 },
  });
const good = Buffer.from(completion(content, "stop"));
const malformed = Buffer.from(completion("I would say this is a solid 4 out of 5.", "stop"));
const truncated = Buffer.from(completion(content.slice(0, 90), "length"));

/** Shares of the realistic scenario: log-normal latency, one request in ten ten times slower. */
const FAULTS = [
  ["limited", 0.02],
  ["broken", 0.01],
  ["malformed", 0.03],
  ["truncated", 0.01],
  ["cut", 0.005],
] as const;
const counts: Record<string, number> = { requests: 0 };

function normal(): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}

function latencyOf(): number {
  if (scenario === "plain") return Number(latencyMs);
  const slow = rng() < 0.1 ? 10 : 1;
  return slow * Number(latencyMs) * Math.exp(0.3 * normal());
}

function faultOf(): string | undefined {
  if (scenario !== "faults") return undefined;
  let left = rng();
  for (const [fault, share] of FAULTS) {
    left -= share;
    if (left < 0) return fault;
  }
  return undefined;
}

function answer(response: ServerResponse, fault: string | undefined): void {
  if (fault !== undefined) counts[fault] = (counts[fault] ?? 0) + 1;
  if (fault === "cut") return void response.destroy();
  if (fault === "limited") {
    response.writeHead(429, { "retry-after": "1" });
    return void response.end('{"error":{"message":"slow down"}}');
  }
  if (fault === "broken") {
    response.writeHead(500);
    return void response.end('{"error":{"message":"out of order"}}');
  }
  const body = fault === "malformed" ? malformed : fault === "truncated" ? truncated : good;
  response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
  response.end(body);
}

const server = createServer((incoming, response) => {
  if (incoming.url === "/stats") return void response.end(JSON.stringify(counts));
  counts.requests = (counts.requests ?? 0) + 1;
  incoming.resume();
  incoming.on("end", () => {
    const wait = latencyOf();
    if (wait > 0) setTimeout(() => answer(response, faultOf()), wait);
    else answer(response, faultOf());
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" && address ? address.port : 0);
});
process.on("disconnect", () => process.exit());
