import { expect, test } from "vitest";
import { termsOf } from "../../../src/adapters/lexical/terms.ts";
import { tokenize } from "../../../src/adapters/lexical/tokens.ts";

test("words are lower case, numbers whole and punctuation single", () => {
  expect(tokenize("The nurse’s 3.5 mg, twice!")).toEqual([
    "the",
    "nurse",
    "'s",
    "3.5",
    "mg",
    ",",
    "twice",
    "!",
  ]);
});

test("tokenised and plain text give the same words", () => {
  expect(tokenize("Chelsea 's forward is n't here")).toEqual([
    "chelsea",
    "'s",
    "forward",
    "is",
    "n",
    "'t",
    "here",
  ]);
  expect(tokenize("Chelsea's")).toEqual(tokenize("Chelsea 's"));
});

test("doubled quotes and curly quotes are one double quote", () => {
  expect(tokenize("``yes'' “no”")).toEqual(['"', "yes", '"', '"', "no", '"']);
});

test("terms are stems of content words, repeats kept", () => {
  expect(termsOf("The patients took it, as a patient takes tablets.")).toEqual([
    "patient",
    "took",
    "patient",
    "take",
    "tablet",
  ]);
  expect(termsOf("x".repeat(5000))).toEqual(["x".repeat(5000)]);
});
