import type { Debate } from "../domain/debate.ts";
import type { Complete } from "../domain/ports.ts";
import type { Prompt } from "../domain/prompt.ts";
import { dialoguesOf } from "./drift/dialogues-of.ts";
import { judgeDrift } from "./drift/judge-drift.ts";
import { imaginedReply, type Scenario } from "./imagined-reply.ts";
import type { Cell } from "./plan-cells.ts";
import { type Brief, runStudy } from "./run-study.ts";

/** A call that a study would make, in characters. */
export type RehearsedCall = {
  readonly protocol: string;
  /** The kind of its task. */
  readonly kind: string;
  readonly prompt: number;
  /** The reply's schema, which a provider may count with the prompt. */
  readonly schema: number;
  readonly completion: number;
  /** Of the prompt, the opening that stood in an earlier call about the same item already. */
  readonly opening: number;
};

/** A reply's schema as models are given it. */
export type SchemaOf = (schema: Prompt<unknown>["schema"]) => {
  readonly json: unknown;
  readonly text: string;
};

function commonOpening(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

/** Judges a rehearsed debate as a run would judge it when all is said. */
async function rehearseDrift(
  complete: () => Complete,
  { panel, seed }: Cell,
  debate: Debate,
  reruns: number,
): Promise<void> {
  const personas = panel.seats.flatMap(({ persona }) => persona ?? []);
  const sets = new Map([[panel.arm, panel.personaSet === null ? [] : [{ id: panel.personaSet, personas }]]]);
  const ports = { judge: complete, simulator: complete };
  await judgeDrift(ports, dialoguesOf([debate], sets), { seed, reruns, window: 1 });
}

const NOTHING = { promptTokens: 0, completionTokens: 0 };

/**
 * Runs cells of one item, panel, framing and replicate with imagined replies and notes every call that they would
 * make; what protocols share is noted once, with the first. The real prompts of the real protocols are rendered, so
 * a plan cannot drift from what a run does.
 */
export async function rehearse(
  cells: readonly Cell[],
  brief: Brief,
  scenario: Scenario,
  schemaOf: SchemaOf,
): Promise<readonly RehearsedCall[]> {
  const calls: RehearsedCall[] = [];
  const asked = new Set<string>();
  const speakers = new Map<string, number>();
  /** The first call, and the last of each seat: what a later one may open like. */
  const heard = new Map<string, string>();
  const completeFor =
    (protocol: string): Complete =>
    async (prompt, draw) => {
      const text = prompt.messages.map(({ content }) => content).join("\n");
      const seat = "seat" in prompt.task ? prompt.task.seat.id : "";
      const speaker = speakers.get(seat) ?? speakers.size;
      speakers.set(seat, speaker);
      const schema = schemaOf(prompt.schema);
      const reply = imaginedReply(prompt.task, schema.json, scenario, speaker);
      const key = `${draw.label}\n${text}`;
      if (!asked.has(key)) {
        calls.push({
          protocol,
          kind: prompt.name,
          prompt: text.length,
          schema: schema.text.length,
          completion: JSON.stringify(reply).length,
          opening: Math.max(...["", seat].map((place) => commonOpening(heard.get(place) ?? "", text))),
        });
        asked.add(key);
        heard.set("", heard.get("") ?? text);
        heard.set(seat, seat === "" ? (heard.get("") ?? text) : text);
      }
      const parsed = prompt.schema.safeParse(reply);
      return parsed.success
        ? { status: "ok", value: parsed.data, hash: "", usage: NOTHING }
        : { status: "malformed", message: "imagined", usage: NOTHING };
    };
  for (const cell of cells) {
    const ports = { complete: () => completeFor(cell.protocol) };
    for await (const { debate } of runStudy(ports, [cell], brief, 1))
      if (brief.driftReruns !== undefined)
        await rehearseDrift(ports.complete, cell, debate, brief.driftReruns);
  }
  return calls;
}
