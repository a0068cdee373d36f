import { expect, test } from "vitest";
import { askedWait, readCompletion, readFailure } from "../../../src/adapters/chat/openai-reply.ts";

const readOne = (body: string) => readCompletion(body)[0];
const completion = (message: object, more: object = {}, finish_reason: string | null = "stop") =>
  JSON.stringify({ choices: [{ index: 0, finish_reason, message }], ...more });

test("a completion without usage, model or fingerprint leaves them unknown", () => {
  expect(readOne(completion({ role: "assistant", content: "{}" }))).toEqual({
    end: "complete",
    text: "{}",
    promptTokens: null,
    completionTokens: null,
    model: null,
    fingerprint: null,
    chances: null,
  });
});

test("content in parts is one text, and a tool call's arguments are the text, given as text or as an object", () => {
  const parts = [
    { type: "text", text: "a" },
    { type: "text", text: "b" },
  ];
  expect(readOne(completion({ content: parts }))?.text).toBe("ab");
  const called = (value: unknown) => ({
    content: null,
    tool_calls: [{ function: { name: "f", arguments: value } }],
  });
  expect(readOne(completion(called('{"a":1}'), {}, "tool_calls"))?.text).toBe('{"a":1}');
  expect(readOne(completion(called({ a: 1 }), {}, "tool_calls"))?.text).toBe('{"a":1}');
});

test("a refusal, a content filter and a cut are kept as what they are", () => {
  expect(readOne(completion({ content: null, refusal: "No." }))).toMatchObject({
    end: "refused",
    text: "No.",
  });
  expect(readOne(completion({ content: "" }, {}, "content_filter"))).toMatchObject({
    end: "refused",
    text: "",
  });
  expect(readOne(completion({ content: '{"a' }, {}, "length"))).toMatchObject({
    end: "cut",
    text: '{"a',
  });
});

test.each(["<html>", "{}", '{"choices":[]}', '{"choices":[{"text":"old"}]}'])(
  "%s is no reply of a model but a fault of the transport",
  (body) => {
    expect(() => readCompletion(body)).toThrow("no chat completion");
  },
);

test.each([
  ['{"error":{"message":"too many","code":"rate_limit_exceeded"}}', "429: too many", "rate_limit_exceeded"],
  [
    '{"error":{"message":"no credit","type":"insufficient_quota","code":null}}',
    "429: no credit",
    "insufficient_quota",
  ],
  ['{"error":"just words"}', "429: just words", null],
  ['{"detail":[{"msg":"field required"}]}', '429: [{"msg":"field required"}]', null],
  ['{"object":"error","message":"of vLLM","code":40001}', "429: of vLLM", null],
  ["<html>busy</html>", "429: <html>busy</html>", null],
  ["", "429", null],
])("the failure %s is told as %s", (body, message, code) => {
  expect(readFailure(429, new Headers(), body)).toMatchObject({ status: 429, message, code });
});

test("the time to wait is read from milliseconds, seconds or a date", () => {
  const now = Date.UTC(2026, 0, 1, 0, 0, 0);
  expect(askedWait(new Headers(), now)).toBeNull();
  expect(askedWait(new Headers({ "retry-after": "2" }), now)).toBe(2000);
  expect(askedWait(new Headers({ "retry-after": "0.5" }), now)).toBe(500);
  expect(askedWait(new Headers({ "retry-after": "9", "retry-after-ms": "120" }), now)).toBe(120);
  expect(askedWait(new Headers({ "retry-after": "Thu, 01 Jan 2026 00:00:30 GMT" }), now)).toBe(30_000);
  expect(askedWait(new Headers({ "retry-after": "Wed, 31 Dec 2025 00:00:00 GMT" }), now)).toBe(0);
  expect(askedWait(new Headers({ "retry-after": "soon" }), now)).toBeNull();
});

test("several choices are several replies, in their order, whose tokens add up to what the call took", () => {
  const choice = (index: number, content: string) => ({ index, message: { content }, finish_reason: "stop" });
  const body = JSON.stringify({
    choices: [choice(1, "bb"), choice(0, "a"), choice(2, "cccc")],
    usage: { prompt_tokens: 900, completion_tokens: 11 },
  });
  const replies = readCompletion(body);
  expect(replies.map(({ text }) => text)).toEqual(["a", "bb", "cccc"]);
  expect(replies.map(({ promptTokens }) => promptTokens)).toEqual([900, 0, 0]);
  expect(replies.reduce((sum, { completionTokens }) => sum + (completionTokens ?? 0), 0)).toBe(11);
});
