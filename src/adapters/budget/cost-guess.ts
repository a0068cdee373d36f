import type { Usage } from "../../domain/ports.ts";
import type { ModelPrice } from "../../domain/price.ts";
import type { Cost } from "./budget.ts";

/** What is known of a request before it is sent. */
export type RequestSize = {
  /** The name of its task, whose replies are of like length. */
  readonly name: string;
  readonly characters: number;
  /** Replies that are drawn in one call. */
  readonly count: number;
};

/** The highest cost to be expected of a model's calls, learnt from those that were answered. */
export type CostGuess = {
  readonly highest: (request: RequestSize) => Cost;
  /** What an answered call took; where a provider does not count tokens, the highest that was to be expected. */
  readonly actual: (request: RequestSize, replies: readonly Usage[]) => Cost;
};

/** Tokens in a character at most, before there is a reply to learn from: dense scripts come near it, English to a third. */
const TOKENS_PER_CHARACTER = 0.75;
/** Tokens of a reply at most, before there is one to learn from. */
const REPLY_TOKENS = 2000;
/** How much longer than the longest so far a reply may be. */
const MARGIN = 1.5;

const MILLION = 1e6;

/**
 * Guesses what a call may cost at the most. A model that states `maxTokens` cannot write more; else replies of one
 * task are taken to stay within one and a half times the longest that was seen.
 */
export function costGuess(price: ModelPrice, maxTokens: number | undefined): CostGuess {
  const longest = new Map<string, number>();
  let density: number | undefined;

  const costOf = (promptTokens: number, completionTokens: number): Cost => ({
    money:
      price.input === null ? 0 : (promptTokens * price.input + completionTokens * price.output) / MILLION,
    tokens: promptTokens + completionTokens,
    calls: 1,
  });

  const highest = ({ name, characters, count }: RequestSize): Cost => {
    const seen = longest.get(name);
    const likely = seen === undefined ? REPLY_TOKENS : MARGIN * seen;
    const reply = Math.min(maxTokens ?? Number.POSITIVE_INFINITY, likely);
    const perCharacter = density === undefined ? TOKENS_PER_CHARACTER : MARGIN * density;
    return costOf(Math.ceil(characters * perCharacter), Math.ceil(count * reply));
  };

  return {
    highest,
    actual: (request, replies) => {
      let prompt = 0;
      let completion = 0;
      for (const { promptTokens, completionTokens } of replies) {
        if (promptTokens === null || completionTokens === null) return highest(request);
        prompt += promptTokens;
        completion += completionTokens;
        longest.set(request.name, Math.max(longest.get(request.name) ?? 0, completionTokens));
      }
      density = Math.max(density ?? 0, prompt / Math.max(1, request.characters));
      return costOf(prompt, completion);
    },
  };
}
