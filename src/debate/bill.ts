import type { Complete, Draw, Reply, Usage } from "../domain/ports.ts";
import type { Prompt } from "../domain/prompt.ts";

/** What a reply was asked for. `sample` is a further answer to a panelist's last question. */
export type DebateStep = "initial" | "discussion" | "final" | "sample" | "synthesis";

/** The tokens of one reply that was used, and whose word it was. */
export type Bill = {
  readonly step: DebateStep;
  /** Null for the synthesis, which nobody in particular speaks. */
  readonly panelist: string | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Whether nobody counted: the tokens are then characters divided by four. */
  readonly isEstimated: boolean;
};

const CHARACTERS_PER_TOKEN = 4;

const estimate = (characters: number): number => Math.ceil(characters / CHARACTERS_PER_TOKEN);

/** Whether a provider said what a reply took. A reply of no tokens at all was not counted by anybody. */
function isCounted(usage: Usage): usage is { promptTokens: number; completionTokens: number } {
  const { promptTokens, completionTokens } = usage;
  return promptTokens !== null && completionTokens !== null && promptTokens + completionTokens > 0;
}

/**
 * The tokens of a reply as its provider counted them. Where nobody counted (`lexical`, a server without
 * usage) they are estimated as a quarter of the characters of the messages and of the reply's value, and
 * marked. A call that brought nothing takes nothing.
 *
 * @example tokensOf(prompt, reply) // { promptTokens: 812, completionTokens: 96, isEstimated: false }
 */
export function tokensOf<T>(
  prompt: Prompt<T>,
  reply: Reply<T>,
): Pick<Bill, "promptTokens" | "completionTokens" | "isEstimated"> {
  const { usage } = reply;
  if (isCounted(usage))
    return {
      promptTokens: usage.promptTokens,
      completionTokens: usage.completionTokens,
      isEstimated: false,
    };
  if (reply.status === "failed") return { promptTokens: 0, completionTokens: 0, isEstimated: false };
  const said = reply.status === "ok" ? JSON.stringify(reply.value).length : 0;
  const asked = prompt.messages.reduce((sum, { content }) => sum + content.length, 0);
  return { promptTokens: estimate(asked), completionTokens: estimate(said), isEstimated: true };
}

/** A reply with its bill. */
export type Billed<T> = { readonly reply: Reply<T>; readonly bill: Bill };

/** Asks a model, and keeps what the reply took. */
export async function askBilled<T>(
  complete: Complete,
  prompt: Prompt<T>,
  to: { readonly step: DebateStep; readonly panelist: string | null },
  draw: Draw,
  signal: AbortSignal | undefined,
): Promise<Billed<T>> {
  const reply = await complete(prompt, draw, signal);
  return { reply, bill: { ...to, ...tokensOf(prompt, reply) } };
}

/** Tokens of several bills, prompts and replies together. */
export function totalOf(bills: readonly Bill[]): number {
  return bills.reduce((sum, bill) => sum + bill.promptTokens + bill.completionTokens, 0);
}
