import { expect, test } from "vitest";
import { splitSentences } from "../../src/personas/split-sentences.ts";

const sentences = (text: string) => splitSentences(text).map(({ start, end }) => text.slice(start, end));

test("sentences end at full stops, question marks and exclamation marks", () => {
  expect(sentences("It works. Does it? Yes! “It does.” So be it")).toEqual([
    "It works.",
    "Does it?",
    "Yes!",
    "“It does.”",
    "So be it",
  ]);
});

test("abbreviations, initials and decimals end none", () => {
  const text =
    "Smith et al. Trials, e.g. Fig. 2 and Dr. J. Doe vs. 3.5 mg, i.e. much. A second one (see Ref. 4). U.S. Patients came.";
  expect(sentences(text)).toEqual([
    "Smith et al. Trials, e.g. Fig. 2 and Dr. J. Doe vs. 3.5 mg, i.e. much.",
    "A second one (see Ref. 4).",
    "U.S. Patients came.",
  ]);
});

test("an abbreviation ends a sentence before a word of grammar with a capital", () => {
  expect(sentences("It was found by Smith et al. The rest is new. They took vitamin C. We did not.")).toEqual(
    ["It was found by Smith et al.", "The rest is new.", "They took vitamin C.", "We did not."],
  );
});

test("a full stop before a lower-case word ends none", () => {
  expect(sentences("The E. coli strain approx. doubled. It did.")).toEqual([
    "The E. coli strain approx. doubled.",
    "It did.",
  ]);
});

test("wrapped lines go on; blank lines, headings and list items end a sentence", () => {
  const text = [
    "# A heading",
    "Patients were asked what they had understood of the leaflet and",
    "Nurses were asked the same, in an interview that lasted an hour.",
    "",
    "What we found",
    "- Most patients had understood it",
    "- Few nurses had read it",
  ].join("\n");
  expect(sentences(text)).toEqual([
    "# A heading",
    "Patients were asked what they had understood of the leaflet and\nNurses were asked the same, in an interview that lasted an hour.",
    "What we found",
    "- Most patients had understood it",
    "- Few nurses had read it",
  ]);
});

test("spans are in order and hold every character but white space", () => {
  const text = "  One.\n\n Two, three.   Four…\tFive ";
  const spans = splitSentences(text);
  expect(spans.map(({ start, end }) => text.slice(start, end)).join("")).toBe("One.Two, three.Four…Five");
  for (const [index, span] of spans.entries())
    expect(span.start).toBeGreaterThanOrEqual(spans[index - 1]?.end ?? 0);
});
