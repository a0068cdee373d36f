import { expect, test } from "vitest";
import { findSpan } from "../../src/debate/find-span.ts";

test("a quote is found word for word", () => {
  expect(findSpan("The dose was 5 mg (daily).", "5 mg (daily)")).toEqual({ start: 13, end: 25 });
});

test("white space between words may differ", () => {
  expect(findSpan("a\n  b c", "a b")).toEqual({ start: 0, end: 5 });
});

test("quotation marks and dots around a quote do not count", () => {
  expect(findSpan("He said no twice.", "“said no…”")).toEqual({ start: 3, end: 10 });
});

test("a quote of escaped text is found in the text itself", () => {
  expect(findSpan("p < .05 here", "p &lt; .05")).toEqual({ start: 0, end: 7 });
});

test("what does not stand there is not found, nor is an empty quote", () => {
  expect(findSpan("The dose was 5 mg.", "The dose was 6 mg.")).toBeNull();
  expect(findSpan("anything", " “ ” ")).toBeNull();
});
