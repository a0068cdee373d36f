import { expect, test } from "vitest";
import { harmless } from "../../../src/cli/terminal/harmless.ts";

test("what would steer a terminal is shown, and what people write stays", () => {
  expect(harmless("a\u001b[2J\u0000\u0007\u009b31m\u007f\rb")).toBe(
    String.raw`a\u001b[2J\u0000\u0007\u009b31m\u007f\u000db`,
  );
  for (const text of ["two\nlines\tand\r\nmore", "Zürich – 東京 🎭", "a \\u001b that somebody wrote"])
    expect(harmless(text)).toBe(text);
});

test("JSON means what it meant", () => {
  const value = { name: "a\u001b\u0085\u009b\u007f\r\n\u0000", list: ["\u0080"] };
  expect(JSON.parse(harmless(JSON.stringify(value, null, 2)))).toEqual(value);
});
