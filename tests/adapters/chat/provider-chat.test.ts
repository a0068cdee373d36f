import { AIMessage } from "@langchain/core/messages";
import { expect, test } from "vitest";
import { readMessage } from "../../../src/adapters/chat/provider-chat.ts";

test("a tool call's arguments are the text, else the message's content", () => {
  const call = { name: "assess", args: { a: 1 }, id: "1", type: "tool_call" as const };
  expect(readMessage(new AIMessage({ content: "so be it", tool_calls: [call] })).text).toBe('{"a":1}');
  const broken = { name: "assess", args: '{"a":', id: "1", type: "invalid_tool_call" as const };
  expect(readMessage(new AIMessage({ content: "", invalid_tool_calls: [broken] })).text).toBe('{"a":');
  expect(readMessage(new AIMessage({ content: [{ type: "text", text: "{}" }] })).text).toBe("{}");
});

test.each([
  [{ stop_reason: "end_turn" }, "complete"],
  [{ stop_reason: "max_tokens" }, "cut"],
  [{ stop_reason: "refusal" }, "refused"],
  [{ finishReason: "SAFETY" }, "refused"],
  [{ finishReason: "MAX_TOKENS" }, "cut"],
  [{ done_reason: "length" }, "cut"],
  [{}, "complete"],
])("the providers' word %j ends a reply as %s", (response_metadata, end) => {
  expect(readMessage(new AIMessage({ content: "x", response_metadata })).end).toBe(end);
});

test("tokens are read where they are told, and unknown where not", () => {
  const usage_metadata = { input_tokens: 3, output_tokens: 4, total_tokens: 7 };
  const told = Object.assign(new AIMessage(""), { usage_metadata });
  expect(readMessage(told)).toMatchObject({
    promptTokens: 3,
    completionTokens: 4,
  });
  expect(readMessage(new AIMessage({ content: "" }))).toMatchObject({
    promptTokens: null,
    completionTokens: null,
    model: null,
  });
});
