import type { ChatRequest } from "../../src/adapters/chat/chat-model.ts";
import { replySchema } from "../../src/adapters/chat/reply-schema.ts";
import { assessPrompt } from "../../src/prompts/assess.ts";
import { assessTask } from "./model-fixture.ts";

export const CHAT_PROMPT = assessPrompt(assessTask());

/** An assessment, asked for once with its schema. */
export const CHAT_REQUEST: ChatRequest = {
  messages: CHAT_PROMPT.messages,
  name: CHAT_PROMPT.name,
  schema: replySchema(CHAT_PROMPT.schema),
  rung: "json-schema",
  seed: 7,
  count: 1,
  logprobs: false,
};
