import type { Complete } from "../domain/ports.ts";
import type { ModelSpec } from "../domain/study.ts";
import { type AdaptiveLimit, adaptiveLimit } from "./chat/adaptive-limit.ts";
import { chatComplete } from "./chat/chat-complete.ts";
import type { Chat } from "./chat/chat-model.ts";
import { explainFailure } from "./chat/explain-failure.ts";
import { createLadder } from "./chat/ladder.ts";
import { lexicalComplete } from "./chat/lexical-complete.ts";
import { openChat } from "./chat/open-chat.ts";
import { PATIENCE, type Patience } from "./chat/patience.ts";
import { redactor } from "./chat/redact.ts";
import { TransportError } from "./chat/transport-error.ts";
import { closable } from "./closable.ts";
import { digestValue } from "./ledger/digest.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { recorded } from "./ledger/recorded.ts";
import { type Counter, createCounter, type Tally } from "./ledger/tally.ts";

export type OpenModelOptions = {
  readonly ledger: Ledger;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Calls under way at once, at most. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly patience?: Partial<Patience>;
};

export type OpenedModel = {
  readonly complete: Complete;
  /** What this run has taken so far. */
  readonly tally: () => Tally;
  /** The builds that answered so far, as the provider names them; undefined while nobody has. */
  readonly fingerprint: () => string | undefined;
  /** Calls off what is under way and waits for it to end. The ledger stays open. */
  readonly close: () => Promise<void>;
};

const CONCURRENCY = 64;

/** A chat whose outcomes are noted: whether it has ever answered, be it with an error, and when it is asked too much. */
function listening(
  chat: Chat,
  limit: AdaptiveLimit,
): { readonly chat: Chat; readonly hasAnswered: () => boolean } {
  let answered = false;
  return {
    hasAnswered: () => answered,
    chat: async (request, signal) => {
      try {
        const reply = await chat(request, signal);
        answered = true;
        limit.answered();
        return reply;
      } catch (error) {
        if (error instanceof TransportError && error.status !== null) answered = true;
        if (error instanceof TransportError && error.status === 429) limit.limited();
        throw error;
      }
    },
  };
}

async function openComplete(spec: ModelSpec, options: OpenModelOptions, counter: Counter): Promise<Complete> {
  const { ledger, environment } = options;
  if (spec.model === "lexical") {
    const { lexicalAnswer } = await import("./lexical/lexical-answer.ts");
    const unlimited = <T>(work: () => Promise<T>) => work();
    return lexicalComplete(lexicalAnswer, recorded({ ledger, counter, limit: unlimited, isPaid: false }));
  }
  const opened = await openChat(spec, environment);
  const { identity, keyVariable, apiKey } = opened;
  const limit = adaptiveLimit(options.concurrency ?? CONCURRENCY);
  const { chat, hasAnswered } = listening(opened.chat, limit);
  const place = identity.endpoint ?? identity.provider;
  const callee = { name: spec.model, place, keyVariable, redact: redactor([apiKey]), hasAnswered };
  return chatComplete({
    chat,
    identity,
    parameters: { temperature: spec.temperature, maxTokens: spec.maxTokens },
    counter,
    recorded: recorded({ ledger, counter, limit: limit.run, isPaid: true }),
    ladder: createLadder(ledger, `rung ${digestValue(identity)}`),
    patience: { ...PATIENCE, ...options.patience },
    explain: (error) => {
      if (error.status === 429) limit.givenUp();
      return explainFailure(callee, error);
    },
  });
}

/**
 * Opens a model behind the ledger: `lexical`, the embedded one, or `provider:name` through LangChain. Every reply is
 * stored before it is used, and a request that the ledger knows makes no call. Calls that bring no reply are tried again
 * within bounds and end as `failed`; a malformed reply is asked for once more and ends as `malformed`.
 *
 * @throws InputError for a spec that cannot be opened; `complete` throws a ProviderError where no call can succeed.
 * @example
 * const { complete } = await openModel({ id: "m", model: "lexical" }, { ledger, environment: process.env })
 * await complete(assessPrompt(task), { label: "item-1/nurse/0", seed: 7 })
 */
export async function openModel(spec: ModelSpec, options: OpenModelOptions): Promise<OpenedModel> {
  const counter = createCounter();
  const work = closable(options.signal);
  const complete = await openComplete(spec, options, counter);
  return {
    complete: (prompt, draw, signal) => work.run((all) => complete(prompt, draw, all), signal),
    tally: counter.tally,
    fingerprint: () => counter.fingerprints().join(", ") || undefined,
    close: work.close,
  };
}
