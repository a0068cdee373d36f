import { expect, test } from "vitest";
import { readingGrade } from "../../src/domain/reading-grade.ts";

test("the grade is .39 words a sentence + 11.8 syllables a word - 15.59", () => {
  // Six words of one syllable in one sentence: .39 x 6 + 11.8 - 15.59.
  expect(readingGrade("The cat sat on the mat.")).toBeCloseTo(-1.45, 10);
  // Six words, eight syllables, two sentences.
  expect(readingGrade("Nurses check the dose. It matters.")).toBeCloseTo(
    0.39 * 3 + (11.8 * 8) / 6 - 15.59,
    10,
  );
});

test("a silent e is not spoken, a vowel group is spoken once", () => {
  expect(readingGrade("make")).toBe(readingGrade("cat"));
  expect(readingGrade("needed")).toBe(readingGrade("table"));
});

test("long words in long sentences read harder than short ones in short sentences", () => {
  const hard =
    "Multidimensional considerations necessitate comprehensive documentation of individual circumstances.";
  expect(readingGrade(hard)!).toBeGreaterThan(readingGrade("We saw the dog. It ran home.")! + 10);
});

test("a text without words has no grade", () => {
  expect(readingGrade("")).toBeNull();
  expect(readingGrade("42 — !")).toBeNull();
});
