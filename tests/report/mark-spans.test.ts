import fc from "fast-check";
import { expect, test } from "vitest";
import { markSpans } from "../../src/report/mark-spans.ts";

test("overlapping spans are cut where they begin and end", () => {
  const pieces = markSpans("abcdef", [
    { start: 1, end: 4 },
    { start: 3, end: 5 },
  ]);
  expect(pieces).toEqual([
    { text: "a", covers: 0 },
    { text: "bc", covers: 1 },
    { text: "d", covers: 2 },
    { text: "e", covers: 1 },
    { text: "f", covers: 0 },
  ]);
});

test("a text without spans is one piece, and no text is none", () => {
  expect(markSpans("abc", [])).toEqual([{ text: "abc", covers: 0 }]);
  expect(markSpans("", [{ start: 0, end: 2 }])).toEqual([]);
});

test("whatever the spans, the pieces join to the text", () => {
  const spans = fc.array(
    fc.record({ start: fc.integer({ min: -3, max: 40 }), end: fc.integer({ min: -3, max: 40 }) }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), spans, (text, given) => {
      expect(
        markSpans(text, given)
          .map((piece) => piece.text)
          .join(""),
      ).toBe(text);
    }),
  );
});
