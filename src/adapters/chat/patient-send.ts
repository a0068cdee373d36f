import type { Allowance } from "../budget/allowance.ts";
import type { RequestSize } from "../budget/cost-guess.ts";
import type { RawReply } from "../ledger/ledger.ts";
import type { Send } from "../ledger/recorded.ts";
import type { Chat, ChatRequest } from "./chat-model.ts";
import { type Patience, withRetries } from "./patience.ts";
import type { Scheduler } from "./scheduler.ts";
import { mayBePaid, TransportError } from "./transport-error.ts";

export type PatientSendSettings = {
  readonly chat: Chat;
  readonly scheduler: Scheduler;
  readonly patience: Patience;
  /** Lets a call be made where the budget has room for it; without one there is no limit. */
  readonly allowance?: Allowance | undefined;
};

const CHARACTERS_PER_TOKEN = 4;
const FIRST_GUESS = 300;
/** Weight of the newest reply in what the next is expected to take. */
const NEWEST = 0.05;

/** A try that was called off, or broke off, may have been paid. */
const isLost = (error: unknown): boolean => !(error instanceof TransportError) || mayBePaid(error);

/** Tokens of all replies together; null where one of them is unknown. */
function tokensOf(replies: readonly RawReply[]): number | null {
  return replies.reduce<number | null>((sum, { promptTokens, completionTokens }) => {
    if (sum === null || promptTokens === null || completionTokens === null) return null;
    return sum + promptTokens + completionTokens;
  }, 0);
}

/** Sends a request when there is room for it, and again within bounds where that may help. */
export function patientSend({
  chat,
  scheduler,
  patience,
  allowance = (_, call) => call(),
}: PatientSendSettings): (request: Omit<ChatRequest, "count">, signal: AbortSignal | undefined) => Send {
  let usualLength = FIRST_GUESS;

  return (request, signal) => {
    const characters = request.messages.reduce(
      (sum, { content }) => sum + content.length,
      request.schema.text.length,
    );
    const expected = (count: number): number => characters / CHARACTERS_PER_TOKEN + count * usualLength;

    const size = (count: number): RequestSize => ({ name: request.name, characters, count });

    async function ask(count: number, sent: () => void): Promise<readonly RawReply[]> {
      try {
        const replies = await chat({ ...request, count }, signal, sent);
        const used = tokensOf(replies);
        scheduler.answered(used === null ? 0 : used - expected(count));
        for (const { completionTokens } of replies)
          usualLength += NEWEST * ((completionTokens ?? usualLength) - usualLength);
        return replies;
      } catch (error) {
        if (error instanceof TransportError && error.status === 429) scheduler.limited(error.waitMs);
        throw error;
      }
    }

    return (noted, count) =>
      withRetries(
        patience,
        (failures) =>
          scheduler.run(
            () => allowance(size(count), () => noted((sent) => ask(count, sent), isLost), isLost),
            {
              tokens: expected(count),
              // Depth first: a cell that is under way is finished before another begins.
              goesFirst: failures > 0 || request.name !== "assess",
              signal,
            },
          ),
        signal,
      );
  };
}
