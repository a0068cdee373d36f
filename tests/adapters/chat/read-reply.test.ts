import { expect, test } from "vitest";
import { z } from "zod";
import { readReply } from "../../../src/adapters/chat/read-reply.ts";

const schema = z.strictObject({ rating: z.literal([1, 2, 3]).nullable() });
const good = '{"rating": 2}';

test.each([
  ["plain JSON", good],
  ["JSON with blanks around it", `\n  ${good}\n`],
  ["a code fence", `\`\`\`json\n${good}\n\`\`\``],
  ["a code fence in prose", `Here it is:\n\`\`\`\n${good}\n\`\`\`\nGood luck.`],
  ["thoughts before it", `<think>{"rating": 1} or 3?</think>\n${good}`],
  ["thoughts whose opening the server kept", `Let me see.</think>${good}`],
  ["thoughts and a fence", `<think>hm</think>\n\`\`\`json\n${good}\n\`\`\``],
])("%s is read", (_, text) => {
  expect(readReply(text, schema)).toEqual({ value: { rating: 2 } });
});

test.each([
  ["nothing", "  ", "empty"],
  ["prose", "I give it a 2 of 3.", "not JSON"],
  ["half a reply", '{"rating": ', "not JSON"],
  ["two fences", `\`\`\`\n${good}\n\`\`\`\n\`\`\`\n{"rating": 3}\n\`\`\``, "not JSON"],
  ["thoughts alone", "<think>hm", "not JSON"],
  ["a number off the scale", '{"rating": 4}', "rating"],
  ["a number as text", '{"rating": "2"}', "rating"],
  ["a field too many", '{"rating": 2, "bonus": 1}', "bonus"],
  ["a list around it", `[${good}]`, "expected object"],
])("%s is a problem", (_, text, problem) => {
  expect(readReply(text, schema)).toEqual({ problem: expect.stringContaining(problem) });
});

test("a think tag inside a quoted text is text", () => {
  const quoting = z.strictObject({ text: z.string() });
  const text = JSON.stringify({ text: "it wrote </think> there" });
  expect(readReply(text, quoting)).toEqual({ value: { text: "it wrote </think> there" } });
});
