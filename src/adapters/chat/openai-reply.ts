import { z } from "zod";
import type { RawReply, ReplyEnd } from "../ledger/ledger.ts";
import { parseJson } from "./parse-json.ts";
import { isTelling, TransportError } from "./transport-error.ts";

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]);
const ToolCall = z.object({
  function: z.object({ arguments: z.union([z.string(), z.record(z.string(), z.unknown())]) }),
});
/** What is needed is required; what is only told along, and told wrongly, is unknown. */
const Completion = z.object({
  model: z.string().nullish().catch(null),
  system_fingerprint: z.string().nullish().catch(null),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: Content.nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(ToolCall).nullish(),
        }),
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

/** How long a provider asks to wait: `retry-after-ms`, or `retry-after` in seconds or as a date. */
export function askedWait(headers: Headers, now: number): number | null {
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
export function readFailure(status: number, headers: Headers, body: string): TransportError {
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

/**
 * Reads a chat completion. A refusal, a content filter and a cut are kept as what they are; a body that is no chat
 * completion is an error of the transport, for it says nothing about the item.
 */
export function readCompletion(body: string): RawReply {
  const parsed = Completion.safeParse(parseJson(body));
  if (!parsed.success)
    throw new TransportError(
      `answered with something that is no chat completion: ${body.slice(0, MAX_SHOWN)}`,
      {
        code: "protocol",
      },
    );
  const { choices, usage, model, system_fingerprint } = parsed.data;
  const [choice] = choices;
  const called = choice?.message.tool_calls?.[0]?.function.arguments;
  const spoken = textOf(choice?.message.content);
  const text = called === undefined ? spoken : typeof called === "string" ? called : JSON.stringify(called);
  const refusal = choice?.message.refusal;
  const end = ENDS[choice?.finish_reason ?? ""] ?? "complete";
  return {
    end: refusal ? "refused" : end,
    text: refusal || text,
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
    model: model ?? null,
    fingerprint: system_fingerprint ?? null,
  };
}
