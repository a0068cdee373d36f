import { expect, test } from "vitest";
import { markCertainty } from "../../src/report/mark-certainty.ts";

const words = (text: string): readonly string[] =>
  markCertainty(text).flatMap(({ text: piece, sounds }) => (sounds === null ? [] : [`${sounds} ${piece}`]));

test("words that sound sure and words that sound unsure are told apart, whatever their case", () => {
  expect(words("Clearly wrong, and without a doubt unsafe.")).toEqual([
    "sure Clearly",
    "sure without a doubt",
  ]);
  expect(words("It is PERHAPS true; I think it may be unlikely.")).toEqual([
    "unsure PERHAPS",
    "unsure I think",
    "unsure may",
    "unsure unlikely",
  ]);
});

test("a word within another, a month and a negated certainty are not mistaken", () => {
  expect(words("The unclearly written, neverending seemly Maybelline of May.")).toEqual([]);
  expect(words("It is not entirely clear.")).toEqual(["unsure not entirely clear"]);
});

test("the pieces make the text again", () => {
  for (const text of ["", "plain", "Probably.", "Überhaupt never — <b>surely</b>\u2028possibly"])
    expect(
      markCertainty(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
});
