/** What the cells of a typical study leave behind: constants of docs/scale.md, from rehearsed debates. */
import { join } from "node:path";
import { replySchema } from "../../src/adapters/chat/reply-schema.ts";
import { readItems } from "../../src/adapters/files/read-items.ts";
import { readJson } from "../../src/adapters/files/read-json.ts";
import { readYaml } from "../../src/adapters/files/read-yaml.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import type { Complete } from "../../src/domain/ports.ts";
import { Rubric } from "../../src/domain/rubric.ts";
import type { Protocol } from "../../src/domain/study.ts";
import { imaginedReply } from "../../src/study/imagined-reply.ts";
import { planCells } from "../../src/study/plan-cells.ts";
import { runStudy } from "../../src/study/run-study.ts";
import { seatPanel } from "../../src/study/seat-panel.ts";

export const DESIGN = { panel: 6, dimensions: 4, replicates: 3 } as const;

/** A cell of one protocol, on average over the items that come along. */
export type CellConstants = {
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly replyBytes: number;
  readonly ratings: number;
  readonly ratingBytes: number;
  readonly debateBytes: number;
};

const CHARACTERS_PER_TOKEN = 4;
const ROOT = join(import.meta.dirname, "..", "..");

export async function measureCell(protocol: Protocol): Promise<CellConstants> {
  const items = await readItems(join(ROOT, "corpora/plain-medicine/items.jsonl"));
  const set = await readJson(join(ROOT, "personas/grounded/plain-medicine-1.json"), PersonaSet);
  const rubric = await readYaml(join(ROOT, "configs/rubrics/summary.yaml"), Rubric);
  const cells = planCells({
    items,
    panels: [{ arm: "grounded", personaSet: set.id, seats: seatPanel(set, DESIGN.panel) }],
    protocols: [protocol],
    models: ["m"],
    framings: ["plain"],
    replicates: 1,
    seed: 1,
  });
  const sum = { calls: 0, prompt: 0, completion: 0, ratings: 0, ratingBytes: 0, debateBytes: 0 };
  const speakers = new Map<string, number>();
  const complete: Complete = async (prompt) => {
    const seat = "seat" in prompt.task ? prompt.task.seat.id : "";
    const speaker = speakers.get(seat) ?? speakers.size;
    speakers.set(seat, speaker);
    const schema = replySchema(prompt.schema);
    const reply = imaginedReply(prompt.task, schema.json, "expected", speaker);
    sum.calls++;
    sum.prompt += prompt.messages.reduce(
      (length, { content }) => length + content.length,
      schema.text.length,
    );
    sum.completion += JSON.stringify(reply).length;
    const usage = { promptTokens: 1, completionTokens: 1 };
    return { status: "ok", value: prompt.schema.parse(reply), hash: "0123456789abcdef", usage };
  };
  const brief = { rubric, purpose: "Judge plain-language summaries." };
  for await (const { ratings, debate } of runStudy({ complete: () => complete }, cells, brief, 1)) {
    sum.ratings += ratings.length;
    sum.ratingBytes += ratings.reduce((bytes, row) => bytes + Buffer.byteLength(JSON.stringify(row)) + 1, 0);
    sum.debateBytes += Buffer.byteLength(JSON.stringify(debate)) + 1;
  }
  const each = (total: number): number => total / cells.length;
  return {
    calls: each(sum.calls),
    promptTokens: each(sum.prompt) / CHARACTERS_PER_TOKEN,
    completionTokens: each(sum.completion) / CHARACTERS_PER_TOKEN,
    replyBytes: sum.completion / sum.calls,
    ratings: each(sum.ratings),
    ratingBytes: sum.ratingBytes / sum.ratings,
    debateBytes: each(sum.debateBytes),
  };
}
