import { expect, test } from "vitest";
import { tokensOf } from "../../src/debate/bill.ts";
import type { Reply, Usage } from "../../src/domain/ports.ts";
import type { SynthesisReply } from "../../src/prompts/synthesis.ts";
import { SynthesisReply as Schema, synthesisPrompt } from "../../src/prompts/synthesis.ts";
import { item } from "../study/fixture.ts";

const prompt = synthesisPrompt({
  kind: "synthesis",
  item: item("a"),
  rubric: { dimensions: [] },
  outcomes: [],
  standings: [],
  transcript: [],
});
const characters = prompt.messages.reduce((sum, { content }) => sum + content.length, 0);
const value = Schema.parse({ text: "Found." });
const ok = (usage: Usage): Reply<SynthesisReply> => ({ status: "ok", value, hash: "0", usage });

test("tokens are the provider's where it counted them", () => {
  expect(tokensOf(prompt, ok({ promptTokens: 7, completionTokens: 2 }))).toEqual({
    promptTokens: 7,
    completionTokens: 2,
    isEstimated: false,
  });
});

test.each([
  ["said nothing", { promptTokens: null, completionTokens: null }],
  ["reads no tokens", { promptTokens: 0, completionTokens: 0 }],
])("where the provider %s they are a quarter of the characters, and marked", (_, usage) => {
  expect(tokensOf(prompt, ok(usage))).toEqual({
    promptTokens: Math.ceil(characters / 4),
    completionTokens: Math.ceil(JSON.stringify(value).length / 4),
    isEstimated: true,
  });
});

test("a call that brought nothing takes nothing", () => {
  const usage = { promptTokens: null, completionTokens: null };
  expect(tokensOf(prompt, { status: "failed", message: "", usage })).toMatchObject({ promptTokens: 0 });
});
