import fc from "fast-check";
import { expect, test } from "vitest";
import { splitSentences } from "../../../src/adapters/lexical/sentences.ts";

const split = (text: string): readonly string[] => splitSentences(text).map((sentence) => sentence.text);

test("sentences end in full stops, question and exclamation marks, with the quotes that close them", () => {
  expect(split('It works. "Does it?" Yes! He said “no.” Then he left.')).toEqual([
    "It works.",
    '"Does it?"',
    "Yes!",
    "He said “no.”",
    "Then he left.",
  ]);
});

test("abbreviations, initials, decimals and numbered references do not end a sentence", () => {
  expect(
    split("Dr. May gave 3.5 mg, e.g. to J. Smith et al. in Fig. 2 of the U.S. report. It helped."),
  ).toEqual(["Dr. May gave 3.5 mg, e.g. to J. Smith et al. in Fig. 2 of the U.S. report.", "It helped."]);
});

test("an abbreviation before a new sentence's first word ends one", () => {
  expect(split("They moved to the U.S. The trial went on.")).toEqual([
    "They moved to the U.S.",
    "The trial went on.",
  ]);
});

test("sentences that start in lower case are told apart, as in tokenised text", () => {
  expect(split("the deal fell through . the club said so . it hurt")).toEqual([
    "the deal fell through .",
    "the club said so .",
    "it hurt",
  ]);
});

test("blank lines, headings, bullets and speakers end a sentence; a wrapped line does not", () => {
  expect(split("Side effects\n\nNausea is common")).toEqual(["Side effects", "Nausea is common"]);
  expect(split("Side effects\nNausea is common.")).toEqual(["Side effects", "Nausea is common."]);
  expect(split("- rest\n- drink")).toEqual(["- rest", "- drink"]);
  expect(split("User: hello\nAgent: good morning")).toEqual(["User: hello", "Agent: good morning"]);
  const wrapped = "The nurse who had seen the patient on the day before came in and\nasked again.";
  expect(split(wrapped)).toEqual([wrapped]);
});

test("every sentence stands in the text at its offsets, in order, and nothing but white space is left out", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const sentences = splitSentences(text);
      for (const { start, end, text: sentence } of sentences) expect(text.slice(start, end)).toBe(sentence);
      const joined = sentences.map((sentence) => sentence.text).join("");
      expect(joined.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
    }),
    { seed: 3 },
  );
});
