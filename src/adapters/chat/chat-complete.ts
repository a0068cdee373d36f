import type { Complete, Draw, Reply, Usage } from "../../domain/ports.ts";
import type { Prompt } from "../../domain/prompt.ts";
import { inline } from "../../prompts/fence.ts";
import { canonicalJson, digestText, replyHash } from "../ledger/digest.ts";
import type { LedgerReply } from "../ledger/ledger.ts";
import type { Recorded } from "../ledger/recorded.ts";
import type { Counter } from "../ledger/tally.ts";
import type { ChatMessage, ModelIdentity, Rung } from "./chat-model.ts";
import type { Ladder } from "./ladder.ts";
import type { patientSend } from "./patient-send.ts";
import type { PrefixMeter } from "./prefix-meter.ts";
import { readReply } from "./read-reply.ts";
import { replyExpectations } from "./reply-expectations.ts";
import { type ReplySchema, replySchema } from "./reply-schema.ts";
import { TransportError } from "./transport-error.ts";

export type ChatCompleteSettings = {
  readonly send: ReturnType<typeof patientSend>;
  readonly recorded: Recorded;
  readonly ladder: Ladder;
  readonly counter: Counter;
  readonly prompts: PrefixMeter;
  /** Who answers, and with which parameters. Part of every key, and so without secrets. */
  readonly identity: ModelIdentity;
  readonly parameters: { readonly [name: string]: number | boolean | undefined };
  /** Whether one call may draw several replicates, and whether the ratings' probabilities are asked for. */
  readonly drawsMany: boolean;
  readonly logprobs: boolean;
  /** Turns a call's failure into words for people, or throws where no call can succeed. */
  readonly explain: (error: TransportError) => string;
};

const NOTHING_USED: Usage = { promptTokens: 0, completionTokens: 0 };
const UNKNOWN_USAGE: Usage = { promptTokens: null, completionTokens: null };
const LONGEST_SHOWN = 4000;

const plus = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

const addUsage = (a: Usage, b: Usage): Usage => ({
  promptTokens: plus(a.promptTokens, b.promptTokens),
  completionTokens: plus(a.completionTokens, b.completionTokens),
});

const schemaNote = (schema: ReplySchema): string =>
  `Reply with one JSON object, and nothing else, that fits this JSON Schema:\n${schema.text}`;

/** In JSON mode nobody but the prompt tells the model what to write. */
function messagesFor(
  rung: Rung,
  messages: readonly ChatMessage[],
  schema: ReplySchema,
): readonly ChatMessage[] {
  const last = messages.at(-1);
  if (rung !== "json-mode" || !last) return messages;
  return [...messages.slice(0, -1), { ...last, content: `${last.content}\n\n${schemaNote(schema)}` }];
}

/** The one second chance of a malformed reply: what was said, what is wrong with it, and the schema. */
function askAgain(
  messages: readonly ChatMessage[],
  reply: LedgerReply,
  problem: string,
  schema: ReplySchema,
): readonly ChatMessage[] {
  const said = reply.text.slice(0, LONGEST_SHOWN).toWellFormed();
  const shown: readonly ChatMessage[] = said.trim() === "" ? [] : [{ role: "assistant", content: said }];
  const content = `Your reply could not be used: ${inline(problem)}\n\n${schemaNote(schema)}`;
  return [...messages, ...shown, { role: "user", content }];
}

type Outcome<T> = { readonly reply: LedgerReply } & ({ readonly value: T } | { readonly problem: string });

function judge<T>(reply: LedgerReply, prompt: Prompt<T>): Outcome<T> {
  if (reply.end === "cut") return { reply, problem: "the reply was cut at the limit of tokens" };
  if (reply.end === "refused") return { reply, problem: reply.text };
  return { reply, ...readReply(reply.text, prompt.schema) };
}

function toReply<T>(outcome: Outcome<T>, usage: Usage, { task }: Prompt<T>): Reply<T> {
  const hash = replyHash(outcome.reply);
  if ("value" in outcome) {
    const expectations = replyExpectations(task, outcome.reply);
    const told = expectations === undefined ? {} : { expectations };
    return { status: "ok", value: outcome.value, hash, usage, ...told };
  }
  const status = outcome.reply.end === "refused" ? "refused" : "malformed";
  const message = outcome.problem.trim() === "" ? `the model's reply was ${status}` : outcome.problem;
  return { status, message, hash, usage };
}

/**
 * Asks a chat model through the ledger, on the rung of the structured-output ladder that it takes. A malformed reply is
 * asked for once more on the same rung; that request is its own entry.
 */
export function chatComplete(settings: ChatCompleteSettings): Complete {
  const { send, recorded, ladder, identity, parameters, drawsMany, logprobs, counter, prompts, explain } =
    settings;

  /** What every key of this model has in common. */
  const asked = canonicalJson({ identity, parameters });

  async function give<T>(
    prompt: Prompt<T>,
    messages: readonly ChatMessage[],
    schema: ReplySchema,
    rung: Rung,
    draw: Draw,
    signal: AbortSignal | undefined,
  ): Promise<LedgerReply> {
    const texts = messages.flatMap(({ role, content }) => [role, content]);
    const together = digestText(JSON.stringify([asked, prompt.name, schema.digest, rung, ...texts]));
    const request = { messages, name: prompt.name, schema, rung, seed: draw.seed, logprobs };
    const key = digestText(`${together} ${draw.label}`);
    prompts.add(key, texts);
    return recorded({ key, send: send(request, signal), signal, ...(drawsMany ? { together } : {}) });
  }

  return async (prompt, draw, signal) => {
    const schema = replySchema(prompt.schema);
    let usage = NOTHING_USED;
    const ask = async (messages: readonly ChatMessage[], rung: Rung) => {
      const reply = await give(prompt, messages, schema, rung, draw, signal);
      usage = addUsage(usage, reply);
      return judge(reply, prompt);
    };
    try {
      const { rung, messages, first } = await ladder(async (rung) => {
        const messages = messagesFor(rung, prompt.messages, schema);
        return { rung, messages, first: await ask(messages, rung) };
      });
      if ("value" in first || first.reply.end === "refused") return toReply(first, usage, prompt);
      const second = await ask(askAgain(messages, first.reply, first.problem, schema), rung);
      return { ...toReply(second, usage, prompt), malformedBefore: 1 };
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      counter.fail();
      return { status: "failed", message: explain(error), usage: UNKNOWN_USAGE };
    }
  };
}
