import { z } from "zod";
import type { RawReply, ReplyEnd } from "../ledger/ledger.ts";
import { parseJson } from "./parse-json.ts";
import { keepRatingChances } from "./rating-chances.ts";
import { isTelling, TransportError } from "./transport-error.ts";

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]);
const ToolCall = z.object({
  function: z.object({ arguments: z.union([z.string(), z.record(z.string(), z.unknown())]) }),
});
const TokenChances = z.object({
  token: z.string(),
  top_logprobs: z.array(z.object({ token: z.string(), logprob: z.number() })),
});
/** What is needed is required; what is only told along, and told wrongly, is unknown. */
const Completion = z.object({
  model: z.string().nullish().catch(null),
  system_fingerprint: z.string().nullish().catch(null),
  choices: z
    .array(
      z.object({
        index: z.int().nonnegative().nullish().catch(null),
        finish_reason: z.string().nullish(),
        message: z.object({
          content: Content.nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(ToolCall).nullish(),
        }),
        logprobs: z
          .object({ content: z.array(TokenChances).nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .min(1),
  usage: z
    .object({
      prompt_tokens: z.int().nonnegative().nullish(),
      completion_tokens: z.int().nonnegative().nullish(),
    })
    .nullish()
    .catch(null),
});

const Failure = z.object({
  message: z.string().optional(),
  code: z.union([z.string(), z.number()]).nullish(),
  type: z.string().nullish(),
  param: z.string().nullish(),
});
const FailureBody = z.union([
  z.object({ error: z.union([z.string().transform((message) => ({ message })), Failure]) }),
  z
    .object({ detail: z.unknown() })
    .transform(({ detail }) => ({ error: { message: JSON.stringify(detail) } })),
  Failure.transform((error) => ({ error })),
]);

const MAX_SHOWN = 300;

function textOf(content: z.infer<typeof Content> | null | undefined): string {
  if (typeof content === "string") return content;
  return (content ?? []).map((part) => part.text ?? "").join("");
}

const ENDS: Readonly<Record<string, ReplyEnd>> = { length: "cut", content_filter: "refused" };

/** An answer's headers, however its client keeps them. */
export type HeaderReader = { readonly get: (name: string) => string | null };

/** How long a provider asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function askedWait(headers: HeaderReader, now: number): number | null {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const value = headers.get("retry-after");
  if (value === null) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** What an OpenAI-compatible server says when it turns a request down. */
export function readFailure(status: number, headers: HeaderReader, body: string): TransportError {
  const parsed = FailureBody.safeParse(parseJson(body));
  const error = parsed.success ? parsed.data.error : {};
  const failure = Failure.parse(error);
  const said = (failure.message ?? body.trim()).slice(0, MAX_SHOWN);
  const codes = [failure.code, failure.type, failure.param].filter((code) => typeof code === "string");
  const code = codes.find(isTelling) ?? codes[0];
  return new TransportError(`${status}${said === "" ? "" : `: ${said}`}`, {
    status,
    code: code ?? null,
    waitMs: askedWait(headers, Date.now()),
  });
}

type Choice = z.infer<typeof Completion>["choices"][number];

function readChoice({
  message,
  finish_reason,
  logprobs,
}: Choice): Pick<RawReply, "end" | "text" | "chances"> {
  const called = message.tool_calls?.[0]?.function.arguments;
  const spoken = textOf(message.content);
  const text = called === undefined ? spoken : typeof called === "string" ? called : JSON.stringify(called);
  const end = ENDS[finish_reason ?? ""] ?? "complete";
  const chances = logprobs?.content ? keepRatingChances(text, logprobs.content) : null;
  return { end: message.refusal ? "refused" : end, text: message.refusal || text, chances };
}

/** Shares a call's tokens out to its replies by the length of their texts, so that they add up to what was paid. */
function shareOut(total: number | null, texts: readonly string[]): readonly (number | null)[] {
  if (total === null || texts.length === 1) return texts.map(() => total);
  const lengths = texts.map((text) => text.length + 1);
  const sum = lengths.reduce((all, length) => all + length, 0);
  const shares = lengths.map((length) => Math.floor((total * length) / sum));
  const rest = total - shares.reduce((all, share) => all + share, 0);
  return shares.map((share, index) => (index === 0 ? share + rest : share));
}

/**
 * Reads a chat completion, one reply for each of its choices; the prompt's tokens are the first one's. A refusal, a
 * content filter and a cut are kept as what they are; a body that is no chat completion is an error of the transport, for
 * it says nothing about the item.
 */
export function readCompletion(body: string): readonly RawReply[] {
  const parsed = Completion.safeParse(parseJson(body));
  if (!parsed.success)
    throw new TransportError(
      `answered with something that is no chat completion: ${body.slice(0, MAX_SHOWN)}`,
      { code: "protocol" },
    );
  const { choices, usage, model, system_fingerprint } = parsed.data;
  const read = choices.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)).map(readChoice);
  const completionTokens = shareOut(
    usage?.completion_tokens ?? null,
    read.map(({ text }) => text),
  );
  const promptTokens = usage?.prompt_tokens ?? null;
  return read.map((reply, index) => ({
    ...reply,
    promptTokens: index === 0 || promptTokens === null ? promptTokens : 0,
    completionTokens: completionTokens[index] ?? null,
    model: model ?? null,
    fingerprint: system_fingerprint ?? null,
  }));
}
