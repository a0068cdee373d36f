import { expect, test } from "vitest";
import { redactor } from "../../../src/adapters/chat/redact.ts";

test("a known secret is blotted out wherever it stands", () => {
  const redact = redactor(["hunter2-and-more", undefined]);
  expect(redact("key hunter2-and-more, again hunter2-and-more")).toBe("key [redacted], again [redacted]");
});

test("what looks like a key is blotted out though nobody named it", () => {
  const redact = redactor([]);
  expect(redact("Incorrect API key provided: sk-proj-abcdefgh12345.")).toBe(
    "Incorrect API key provided: [redacted].",
  );
  expect(redact('header "Bearer abc.def-ghi_123"')).toBe('header "Bearer [redacted]"');
});

test("a short placeholder spoils no sentence", () => {
  expect(redactor(["no"])("no answer from nobody")).toBe("no answer from nobody");
});
