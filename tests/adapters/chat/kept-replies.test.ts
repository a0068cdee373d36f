import { expect, test } from "vitest";
import { keptReplies } from "../../../src/adapters/chat/kept-replies.ts";
import type { RawReply } from "../../../src/adapters/ledger/ledger.ts";
import { CHAT_REQUEST } from "../chat-request.ts";

const reply: RawReply = {
  end: "complete",
  text: '{"rating":4}',
  promptTokens: 1,
  completionTokens: 1,
  model: "m",
  fingerprint: null,
  chances: "[]",
};
const keep = async (said: Partial<RawReply>, secret?: string) => {
  const chat = keptReplies(async () => [{ ...reply, ...said }], secret);
  return (await chat(CHAT_REQUEST, undefined, () => {}))[0];
};

test("a key that a server says back is kept nowhere", async () => {
  const secret = "very-secret-1234";
  const kept = await keep({ text: `I know ${secret}`, model: `m-${secret}`, fingerprint: secret }, secret);
  expect(JSON.stringify(kept)).not.toContain(secret);
  expect(kept?.text).toBe("I know [redacted]");
  expect(kept?.chances).toBeNull();
});

test("a reply longer than any work takes is cut, and known as cut", async () => {
  const kept = await keep({ text: "x".repeat(16_900_000) });
  expect(kept?.end).toBe("cut");
  expect(kept?.text.length).toBeLessThan(1_000_000);
  expect((await keep({ text: "x".repeat(16_900_000), end: "refused" }))?.end).toBe("refused");
});

test("every other reply is kept as it came", async () => {
  expect(await keep({})).toEqual(reply);
  expect(await keep({}, "very-secret-1234")).toEqual(reply);
});
