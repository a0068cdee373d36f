import { z } from "zod";
import type { RatingExpectation } from "../../domain/ports.ts";
import { parseJson } from "./parse-json.ts";

/** Where in a reply's text a rating stands, and the tokens that might have stood there with their log-probabilities. */
export const RatingChances = z.array(
  z.strictObject({ at: z.int().nonnegative(), options: z.array(z.tuple([z.string(), z.number()])) }),
);
export type RatingChances = z.infer<typeof RatingChances>;

/** A token of a reply as OpenAI's interface tells of it. */
export type TokenChances = {
  readonly token: string;
  readonly top_logprobs: readonly { readonly token: string; readonly logprob: number }[];
};

const RATING = /"rating"\s*:\s*(-?\d+(?:\.\d+)?)(?=\s*[,}])/g;

/**
 * Keeps of a reply's token probabilities those of its ratings, as text for the ledger; null where nothing is to be kept.
 * A rating that is not one whole token is left out: its parts' probabilities say nothing of its other values.
 */
export function keepRatingChances(text: string, tokens: readonly TokenChances[]): string | null {
  if (tokens.map(({ token }) => token).join("") !== text) return null;
  const places = new Map<number, string>();
  for (const match of text.matchAll(RATING)) {
    const value = match[1] ?? "";
    places.set(match.index + match[0].length - value.length, value);
  }
  const kept: RatingChances = [];
  let end = 0;
  for (const { token, top_logprobs } of tokens) {
    end += token.length;
    const value = token.trim();
    const at = end - token.trimStart().length;
    if (value === "" || places.get(at) !== value) continue;
    kept.push({ at, options: top_logprobs.map((option) => [option.token.trim(), option.logprob]) });
  }
  return kept.length === 0 ? null : JSON.stringify(kept);
}

/**
 * What the token probabilities say of each rating of a reply, in the order of the ratings in its text: the mean of the
 * scale's values weighted by their probabilities, and the probability of the value that was given. Both are renormalised
 * over the values of the scale that were told. Undefined where nothing was told of a rating, and where a token that might
 * have stood there opens several values of the scale: "0" is the whole of 0 and the beginning of 0.7.
 *
 * @param values the scale's values that a rating may take, for the rating at each place.
 */
export function expectRatings(
  text: string,
  chances: string | null,
  values: readonly (readonly number[] | null)[],
): readonly (RatingExpectation | undefined)[] {
  const parsed = RatingChances.safeParse(parseJson(chances ?? "")).data ?? [];
  const places = new Map(parsed.map(({ at, options }) => [at, options]));
  return [...text.matchAll(/"rating"\s*:\s*(null|-?\d+(?:\.\d+)?)/g)].map((match, index) => {
    const given = match[1] ?? "";
    const options = places.get(match.index + match[0].length - given.length);
    const scale = new Set(values[index] ?? []);
    const weights = new Map<number, number>();
    if (options?.some(([token]) => opensAnother(token, scale))) return undefined;
    for (const [token, logprob] of options ?? []) {
      const value = /^-?\d+(?:\.\d+)?$/.test(token) ? Number(token) : Number.NaN;
      if (scale.has(value)) weights.set(value, (weights.get(value) ?? 0) + Math.exp(logprob));
    }
    const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
    const own = weights.get(Number(given));
    if (own === undefined || total <= 0) return undefined;
    const expected = [...weights].reduce((sum, [value, weight]) => sum + value * weight, 0) / total;
    return { expected, confidence: own / total };
  });
}

/** Whether a token is as far as a tokenizer takes a longer value of the scale, up to its point. */
function opensAnother(token: string, scale: ReadonlySet<number>): boolean {
  return [...scale].some((value) => String(value).startsWith(`${token}.`));
}
