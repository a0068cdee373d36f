import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text as readText } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { answerTask } from "./answer-task.ts";
import { bagOfWords } from "./bag-of-words.ts";
import { type Fault, type FaultContext, faultOf, spoil } from "./faults.ts";
import { type Latent, latentOf } from "./latent-ratings.ts";
import { type FakeRequest, readRequest } from "./read-request.ts";

export type FakeServerOptions = {
  /** The latent model of each dimension's ratings; `latentOf(1)` where none is given. */
  readonly latent?: Readonly<Record<string, Latent>>;
  /** Share of dimensions on which a panelist abstains. */
  readonly abstains?: number;
  /** Seeds the persons and items of the latent model, and the faults. */
  readonly seed?: number;
  readonly faults?: Partial<Record<Fault, number>>;
  readonly chooseFault?: (context: FaultContext) => Fault | undefined;
  /** How long an answer takes; a function gives each request its own. */
  readonly latencyMs?: number | ((context: Omit<FaultContext, "occurrence">) => number);
  /** Takes `n` as one, as servers do that do not know it. */
  readonly ignoresCount?: boolean;
  /** What a rate limit asks to wait; null sends no header. */
  readonly retryAfterSeconds?: number | null;
  /** Ways to structure a reply that the server turns down with `rejectsWith`. */
  readonly rejects?: readonly FakeRequest["way"][];
  readonly rejectsWith?: number;
  readonly apiKey?: string;
  readonly models?: readonly string[];
  readonly reportsUsage?: boolean;
  /** What is answered in place of the latent model's answer; undefined leaves it. */
  readonly answer?: (request: FakeRequest) => unknown;
  readonly embeddingDimension?: number;
  /** Keeps the parsed bodies, for tests that look at what was sent. */
  readonly keepsBodies?: boolean;
};

export type FakeServerStats = {
  readonly requests: number;
  readonly chat: number;
  readonly embeddings: number;
  /** Requests that were sent before with the very same body. */
  readonly duplicates: number;
  readonly inFlight: number;
  readonly inFlightMax: number;
  readonly byKind: Readonly<Record<string, number>>;
  readonly faults: Readonly<Partial<Record<Fault, number>>>;
  readonly rejected: number;
  /** Tokens of all chat requests and answers, as a provider would charge them: a prompt once, however many replies. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly bodies: readonly unknown[];
  readonly authorizations: readonly string[];
};

export type FakeServer = {
  /** The address to give as `baseURL`. */
  readonly url: string;
  readonly stats: () => FakeServerStats;
  readonly close: () => Promise<void>;
};

const EmbeddingBody = z.object({
  model: z.string(),
  input: z.union([z.array(z.string()), z.string().transform((text) => [text])]),
  encoding_format: z.enum(["float", "base64"]).optional(),
});

const countTokens = (text: string): number => Math.ceil(text.length / 4);

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "content-type": isText ? "text/html" : "application/json", ...headers });
  response.end(isText ? body : JSON.stringify(body));
}

const failure = (message: string, code: string, param: string | null = null) => ({
  error: { message, type: "invalid_request_error", param, code },
});

/** Tells every token of a text as certain, but for the ratings, which share their probability with the value below. */
function tellChances(text: string) {
  const pieces = text.split(/(?<="rating":)(\d+)(?=[,}])/);
  const tell = (token: string, probability: number) => ({ token, logprob: Math.log(probability) });
  return {
    content: pieces.map((token, index) => {
      const isRating = index % 2 === 1;
      const others = isRating ? [tell(String(Number(token) - 1), 0.3)] : [];
      return { ...tell(token, 0.7), top_logprobs: [tell(token, 0.7), ...others] };
    }),
  };
}

function choice(request: FakeRequest, fault: Fault | undefined, answer: unknown, index: number) {
  const text = spoil(fault, answer);
  const call = { id: "call_1", type: "function", function: { name: request.toolName, arguments: text } };
  const isCalled = request.way === "tools" && fault !== "refusal" && fault !== "prose";
  const message = {
    role: "assistant",
    content: isCalled ? null : text,
    refusal: fault === "refusal" ? "I cannot help with that." : null,
    ...(isCalled ? { tool_calls: [call] } : {}),
  };
  const ends: Partial<Record<Fault, string>> = { truncated: "length", "content-filter": "content_filter" };
  const finish_reason = (fault && ends[fault]) ?? (isCalled ? "tool_calls" : "stop");
  const logprobs = request.logprobs && !isCalled ? { logprobs: tellChances(text) } : {};
  return { choice: { index, finish_reason, message, ...logprobs }, tokens: countTokens(text) };
}

function completion(
  request: FakeRequest,
  fault: Fault | undefined,
  answers: readonly unknown[],
  reportsUsage: boolean,
) {
  const made = answers.map((answer, index) => choice(request, fault, answer, index));
  const prompt_tokens = countTokens(request.text);
  const completion_tokens = made.reduce((sum, { tokens }) => sum + tokens, 0);
  const usage = { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
  const body = {
    id: "chatcmpl-fake",
    object: "chat.completion",
    created: 1_700_000_000,
    model: `${request.model}-fake`,
    system_fingerprint: "fp_fake",
    choices: made.map((one) => one.choice),
    ...(reportsUsage ? { usage } : {}),
  };
  return { body, prompt_tokens, completion_tokens };
}

/**
 * Starts an OpenAI-compatible server on loopback: chat completions, embeddings, models. It answers by the request's own
 * schema, and its ratings come from a known latent model, so that an analysis can be held against the truth.
 */
export async function startFakeServer(options: FakeServerOptions = {}): Promise<FakeServer> {
  const modelSeed = options.seed ?? 1;
  const settings = {
    latent: (dimension: string) => options.latent?.[dimension] ?? latentOf(1),
    abstains: options.abstains ?? 0,
    modelSeed,
    answer: options.answer,
  };
  const plan = {
    rates: options.faults ?? {},
    choose: options.chooseFault ?? (() => undefined),
    seed: modelSeed,
  };
  const seen = new Map<string, number>();
  const byKind: Record<string, number> = {};
  const faults: Partial<Record<Fault, number>> = {};
  const bodies: unknown[] = [];
  const authorizations = new Set<string>();
  const counts = {
    requests: 0,
    chat: 0,
    embeddings: 0,
    duplicates: 0,
    rejected: 0,
    promptTokens: 0,
    completionTokens: 0,
    inFlight: 0,
    inFlightMax: 0,
  };

  function isTurnedAway(incoming: IncomingMessage, model: string, response: ServerResponse): boolean {
    const authorization = incoming.headers.authorization ?? "";
    authorizations.add(authorization);
    if (options.apiKey !== undefined && authorization !== `Bearer ${options.apiKey}`) {
      const key = authorization.replace("Bearer ", "");
      send(response, 401, failure(`Incorrect API key provided: ${key}.`, "invalid_api_key"));
      return true;
    }
    if (options.models && !options.models.includes(model)) {
      send(response, 404, failure(`The model '${model}' does not exist`, "model_not_found"));
      return true;
    }
    return false;
  }

  /** Draws the fault of a request, waits, and answers by itself where the fault leaves nothing to say. */
  async function meetFault(
    asked: Omit<FaultContext, "occurrence">,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<Fault | undefined> {
    const fault = faultOf(plan, { ...asked, occurrence: (seen.get(asked.body) ?? 1) - 1 });
    if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
    const { latencyMs = 0 } = options;
    const wait = typeof latencyMs === "function" ? latencyMs(asked) : latencyMs;
    if (wait > 0) await delay(wait);
    if (fault === "connection-cut") incoming.socket.destroy();
    if (fault === "html") send(response, 200, "<html><body>Welcome to the proxy</body></html>");
    if (fault === "server-error") send(response, 500, failure("The server had an error", "server_error"));
    if (fault === "filtered-prompt")
      send(response, 400, failure("The prompt was filtered", "content_filter"));
    if (fault === "too-long")
      send(response, 400, failure("This model's maximum context length is 8192", "context_length_exceeded"));
    if (fault === "out-of-quota")
      send(response, 429, failure("You exceeded your current quota", "insufficient_quota"));
    if (fault === "rate-limit") {
      const wait = options.retryAfterSeconds === undefined ? 1 : options.retryAfterSeconds;
      const headers: Record<string, string> = wait === null ? {} : { "retry-after": String(wait) };
      send(response, 429, failure("Rate limit reached", "rate_limit_exceeded"), headers);
    }
    return fault;
  }

  async function chat(incoming: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    counts.chat++;
    const request = readRequest(JSON.parse(body));
    if (isTurnedAway(incoming, request.model, response)) return;
    byKind[request.kind] = (byKind[request.kind] ?? 0) + 1;
    if (options.rejects?.includes(request.way)) {
      counts.rejected++;
      const message = `This server does not take '${request.way}'`;
      const param = request.way === "tools" ? "tools" : "response_format";
      return send(response, options.rejectsWith ?? 400, failure(message, "unsupported_parameter", param));
    }
    const fault = await meetFault({ request, body }, incoming, response);
    if (response.headersSent || incoming.socket.destroyed) return;
    const count = options.ignoresCount ? 1 : request.count;
    // Each reply of one call is what another seed would have brought.
    const answers = Array.from({ length: count }, (_, index) =>
      answerTask({ ...request, seed: (request.seed ?? 0) + index }, settings),
    );
    if (answers[0] === undefined)
      return send(response, 400, failure(`There is no task "${request.kind}"`, "unknown_task"));
    const { body: said, ...tokens } = completion(request, fault, answers, options.reportsUsage ?? true);
    counts.promptTokens += tokens.prompt_tokens;
    counts.completionTokens += tokens.completion_tokens;
    send(response, 200, said);
  }

  async function embeddings(
    incoming: IncomingMessage,
    body: string,
    response: ServerResponse,
  ): Promise<void> {
    counts.embeddings++;
    const { model, input, encoding_format } = EmbeddingBody.parse(JSON.parse(body));
    if (isTurnedAway(incoming, model, response)) return;
    await meetFault({ request: null, body }, incoming, response);
    if (response.headersSent || incoming.socket.destroyed) return;
    const data = input.map((text, index) => {
      const vector = bagOfWords(text, options.embeddingDimension ?? 64);
      const packed = Buffer.from(Float32Array.from(vector).buffer).toString("base64");
      return { object: "embedding", index, embedding: encoding_format === "base64" ? packed : vector };
    });
    const prompt_tokens = countTokens(input.join(" "));
    send(response, 200, {
      object: "list",
      data,
      model,
      usage: { prompt_tokens, total_tokens: prompt_tokens },
    });
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? "";
    if (path === "/v1/models") {
      const data = (options.models ?? ["fake"]).map((id) => ({ id, object: "model", owned_by: "fake" }));
      return send(response, 200, { object: "list", data });
    }
    const body = await readText(incoming);
    if (options.keepsBodies) bodies.push(JSON.parse(body));
    const before = seen.get(body) ?? 0;
    seen.set(body, before + 1);
    if (before > 0) counts.duplicates++;
    if (path === "/v1/chat/completions") return chat(incoming, body, response);
    if (path === "/v1/embeddings") return embeddings(incoming, body, response);
    send(response, 404, failure(`There is nothing at ${path}`, "not_found"));
  }

  const server = createServer((incoming, response) => {
    counts.requests++;
    counts.inFlight++;
    counts.inFlightMax = Math.max(counts.inFlightMax, counts.inFlight);
    response.once("close", () => counts.inFlight--);
    handle(incoming, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 400, failure(String(error), "unreadable_request"));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    stats: () => {
      const copies = { byKind: { ...byKind }, faults: { ...faults }, bodies: [...bodies] };
      return { ...counts, ...copies, authorizations: [...authorizations] };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
