import type { Complete } from "../../domain/ports.ts";
import type { Task } from "../../domain/prompt.ts";
import { digestValue, replyHash } from "../ledger/digest.ts";
import type { Recorded } from "../ledger/recorded.ts";
import { LEXICAL_VERSION } from "../lexical/lexical-version.ts";
import type { PrefixMeter } from "./prefix-meter.ts";
import { readReply } from "./read-reply.ts";

/** The embedded model: the task as data and a seed in, a reply of the task's kind out. */
export type LexicalAnswer = (task: Task, seed: number) => unknown;

/**
 * Answers from the texts themselves, through the ledger like any model, so that a second run replays. What it is asked is
 * the task as data; it reads no tokens.
 */
export function lexicalComplete(answer: LexicalAnswer, recorded: Recorded, prompts: PrefixMeter): Complete {
  return async (prompt, draw, signal) => {
    const key = digestValue({ identity: `lexical ${LEXICAL_VERSION}`, task: prompt.task, draw: draw.label });
    prompts.add(
      key,
      prompt.messages.flatMap(({ role, content }) => [role, content]),
    );
    const answered = async () => [
      {
        end: "complete" as const,
        text: JSON.stringify(answer(prompt.task, draw.seed)),
        promptTokens: 0,
        completionTokens: 0,
        model: "lexical",
        fingerprint: null,
        chances: null,
      },
    ];
    const reply = await recorded({ key, send: (noted) => noted(answered, () => false), signal });
    const usage = { promptTokens: reply.promptTokens, completionTokens: reply.completionTokens };
    const hash = replyHash(reply);
    const read = readReply(reply.text, prompt.schema);
    return "value" in read
      ? { status: "ok", value: read.value, hash, usage }
      : { status: "malformed", message: read.problem, hash, usage };
  };
}
