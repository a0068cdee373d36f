import { ProviderError } from "../domain/errors.ts";
import type { Complete } from "../domain/ports.ts";
import type { ModelSpec } from "../domain/study.ts";
import type { Allowance } from "./budget/allowance.ts";
import { chatComplete } from "./chat/chat-complete.ts";
import type { Chat } from "./chat/chat-model.ts";
import { isLoopback } from "./chat/endpoint.ts";
import { explainFailure } from "./chat/explain-failure.ts";
import { keptReplies } from "./chat/kept-replies.ts";
import { createLadder } from "./chat/ladder.ts";
import { lexicalComplete } from "./chat/lexical-complete.ts";
import { openChat } from "./chat/open-chat.ts";
import { PATIENCE, type Patience } from "./chat/patience.ts";
import { patientSend } from "./chat/patient-send.ts";
import { type PrefixMeter, type PromptShare, prefixMeter } from "./chat/prefix-meter.ts";
import { redactor } from "./chat/redact.ts";
import { createScheduler } from "./chat/scheduler.ts";
import { isPassing, TransportError } from "./chat/transport-error.ts";
import type { Turns } from "./chat/turns.ts";
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
  /** Who pays: a run's name, under which the ledger adds up what it has paid. */
  readonly run?: string;
  readonly patience?: Partial<Patience>;
  /** Shared by models that may live on one server of this machine: they are asked by turns. */
  readonly turns?: Turns;
  /** Lets calls be made where a budget has room for them. */
  readonly allowance?: Allowance;
};

export type OpenedModel = {
  readonly complete: Complete;
  /** What this run has taken so far. */
  readonly tally: () => Tally;
  /** How long the prompts were so far, and how much of them a provider's prefix cache could serve. */
  readonly prompts: () => PromptShare;
  /** The builds that answered so far, as the provider names them; undefined while nobody has. */
  readonly fingerprint: () => string | undefined;
  /** Calls off what is under way and waits for it to end, once however often it is called. The ledger stays open. */
  readonly close: () => Promise<void>;
};

const CONCURRENCY = 64;

/** Calls given up one after the other, with no answer in between, after which no more are tried. */
const GIVEN_UP_AT_MOST = 20;

/** A chat of which it is noted whether it has ever answered, be it with an error. */
function listening(chat: Chat): {
  readonly chat: Chat;
  readonly hasAnswered: () => boolean;
  /** Throws where nothing gets through any more. */
  readonly gaveUp: (error: TransportError, message: string) => void;
} {
  let answered = false;
  let givenUp = 0;
  return {
    hasAnswered: () => answered,
    chat: async (...asked) => {
      try {
        const replies = await chat(...asked);
        answered = true;
        givenUp = 0;
        return replies;
      } catch (error) {
        if (error instanceof TransportError && error.status !== null) answered = true;
        throw error;
      }
    },
    gaveUp: (error, message) => {
      if (!isPassing(error)) return;
      givenUp++;
      if (givenUp >= GIVEN_UP_AT_MOST)
        throw new ProviderError(
          "nothing-gets-through",
          `${message}. ${givenUp} calls in a row were given up after several tries each; run again when the provider is well, what was answered is kept`,
        );
    },
  };
}

type OpenedComplete = { readonly complete: Complete; readonly close: () => Promise<void> };

async function openComplete(
  spec: ModelSpec,
  options: OpenModelOptions,
  counter: Counter,
  prompts: PrefixMeter,
): Promise<OpenedComplete> {
  const { ledger, environment, run } = options;
  if (spec.model === "lexical") {
    const { lexicalAnswer } = await import("./lexical/lexical-answer.ts");
    const complete = lexicalComplete(
      lexicalAnswer,
      recorded({ ledger, counter, isPaid: false, run }),
      prompts,
    );
    return { complete, close: async () => {} };
  }
  const most = options.concurrency ?? CONCURRENCY;
  const scheduler = createScheduler({ most, rpm: spec.rpm, tpm: spec.tpm });
  const opened = await openChat(spec, { environment, connections: most, hold: scheduler.hold });
  const { identity, keyVariable, apiKey, close } = opened;
  const { chat, hasAnswered, gaveUp } = listening(keptReplies(opened.chat, apiKey));
  const place = identity.endpoint ?? identity.provider;
  const { turns } = options;
  const isGrouped = turns !== undefined && identity.endpoint !== null && isLoopback(identity.endpoint);
  const callee = { name: spec.model, place, keyVariable, redact: redactor([apiKey]), hasAnswered };
  const complete = chatComplete({
    send: patientSend({
      chat,
      scheduler: isGrouped
        ? {
            ...scheduler,
            run: (work, ask) => scheduler.run(() => turns.take(place, identity.model, work, ask.signal), ask),
          }
        : scheduler,
      patience: { ...PATIENCE, ...options.patience },
      allowance: options.allowance,
    }),
    identity,
    parameters: {
      temperature: spec.temperature,
      maxTokens: spec.maxTokens,
      logprobs: spec.logprobs || undefined,
    },
    drawsMany: spec.sampling === "n",
    logprobs: spec.logprobs ?? false,
    counter,
    prompts,
    recorded: recorded({ ledger, counter, isPaid: true, run }),
    ladder: createLadder(ledger, `rung ${digestValue(identity)}`),
    explain: (error) => {
      if (error.status === 429) scheduler.givenUp();
      const message = explainFailure(callee, error);
      gaveUp(error, message);
      return message;
    },
  });
  return { complete, close };
}

/**
 * Opens a model behind the ledger: `lexical`, the embedded one, or `provider:name`. Every reply is
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
  const prompts = prefixMeter();
  const { complete, close } = await openComplete(spec, options, counter, prompts);
  let closing: Promise<void> | undefined;
  return {
    complete: (prompt, draw, signal) => work.run((all) => complete(prompt, draw, all), signal),
    tally: counter.tally,
    prompts: prompts.share,
    fingerprint: () => counter.fingerprints().join(", ") || undefined,
    close: () => {
      closing ??= work.close().then(close);
      return closing;
    },
  };
}
