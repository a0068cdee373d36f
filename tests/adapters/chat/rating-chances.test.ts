import { expect, test } from "vitest";
import { expectRatings, keepRatingChances } from "../../../src/adapters/chat/rating-chances.ts";

const SCALE = [1, 2, 3, 4, 5];
const token = (text: string, options: readonly (readonly [string, number])[] = []) => ({
  token: text,
  top_logprobs: options.map(([other, probability]) => ({ token: other, logprob: Math.log(probability) })),
});

test("a rating is expected by the probabilities of the scale's values, renormalised", () => {
  const tokens = [
    token('{"rating"'),
    token(":"),
    token(" 4", [
      [" 4", 0.5],
      [" 2", 0.25],
      ["null", 0.15],
      ["9", 0.1],
    ]),
    token(',"confidence":0.4}'),
  ];
  const text = tokens.map((part) => part.token).join("");
  const [found] = expectRatings(text, keepRatingChances(text, tokens), [SCALE]);
  // (4 × .5 + 2 × .25) / .75, by hand.
  expect(found?.expected).toBeCloseTo(10 / 3, 10);
  expect(found?.confidence).toBeCloseTo(2 / 3, 10);
});

test("each rating has its own, an abstention none, and nothing is made up where nothing was told", () => {
  const tokens = [
    token('[{"rating":'),
    token("null"),
    token('},{"rating":'),
    token("2", [
      ["2", 0.9],
      ["3", 0.1],
    ]),
    token('},{"rating":'),
    token("1"),
    token("0", [["0", 1]]),
    token("}]"),
  ];
  const text = tokens.map((part) => part.token).join("");
  const kept = keepRatingChances(text, tokens);
  const found = expectRatings(text, kept, [SCALE, SCALE, [0, 5, 10]]);
  expect(found[0]).toBeUndefined();
  expect(found[1]?.expected).toBeCloseTo(2.1, 10);
  expect(found[2]).toBeUndefined();
  expect(expectRatings(text, null, [SCALE, SCALE])).toEqual([undefined, undefined, undefined]);
  expect(expectRatings(text, kept, [])[1]).toBeUndefined();
});

test("tokens that are not those of the text are not kept", () => {
  expect(
    keepRatingChances('{"rating":4}', [token('{"rating":'), token("5", [["5", 1]]), token("}")]),
  ).toBeNull();
  expect(keepRatingChances("", [])).toBeNull();
});

test("a token that opens several values of the scale tells of none", () => {
  const tokens = [
    token('{"rating":'),
    token("1", [
      ["1", 0.9],
      ["0", 0.1],
    ]),
    token("}"),
  ];
  const text = tokens.map((part) => part.token).join("");
  const kept = keepRatingChances(text, tokens);
  expect(expectRatings(text, kept, [[0, 0.5, 1]])).toEqual([undefined]);
  expect(expectRatings(text, kept, [[0, 1]])[0]?.expected).toBeCloseTo(0.9, 12);
});
