import { z } from "zod";
import { Debate } from "./domain/debate.ts";
import { Dialogue } from "./domain/dialogue.ts";
import { DriftJudgement } from "./domain/drift.ts";
import { Item } from "./domain/item.ts";
import { PersonaSet } from "./domain/persona.ts";
import { PriceList } from "./domain/price.ts";
import { Rating } from "./domain/rating.ts";
import { Reproducibility } from "./domain/reproducibility.ts";
import { StudyResult } from "./domain/result.ts";
import { Rubric } from "./domain/rubric.ts";
import { Manifest, Study } from "./domain/study.ts";
import { Verdict } from "./domain/verdict.ts";
import { assessmentReply } from "./prompts/assess.ts";
import { discussReply } from "./prompts/discuss.ts";
import { earlierLinesReply, personaLineReply, selfQuestionsReply } from "./prompts/drift.ts";
import { InventReply, personaReply, perspectivesReply } from "./prompts/ground.ts";
import { probeReply } from "./prompts/probe.ts";
import { SynthesisReply } from "./prompts/synthesis.ts";

/** What a reply schema looks like where it depends on the request: two dimensions from 1 to 5, two passages. */
const EXAMPLE_PASSAGES = ["p1", "p2"] as const;
const EXAMPLE_SCALE = { min: 1, max: 5, step: 1, level: "ordinal" } as const;
const EXAMPLE_RUBRIC: Rubric = {
  dimensions: ["coherence", "fluency"].map((id) => ({ id, definition: "", scale: EXAMPLE_SCALE })),
};

const EXAMPLE_FACTS = ["f1", "f2"].map((id) => ({ id, text: "" }));
const EXAMPLE_LINES = ["l1", "l2"].map((id) => ({ id, text: "" }));

const FILES: Readonly<Record<string, z.ZodType>> = {
  study: Study,
  item: Item,
  rubric: Rubric,
  "persona-set": PersonaSet,
  prices: PriceList,
  reproducibility: Reproducibility,
  rating: Rating,
  verdict: Verdict,
  debate: Debate,
  manifest: Manifest,
  dialogue: Dialogue,
  drift: DriftJudgement,
  result: StudyResult,
};

const REPLIES: Readonly<Record<string, z.ZodType>> = {
  perspectives: perspectivesReply(EXAMPLE_PASSAGES),
  persona: personaReply(EXAMPLE_PASSAGES),
  invent: InventReply,
  assess: assessmentReply(EXAMPLE_RUBRIC),
  discuss: discussReply(EXAMPLE_SCALE),
  final: assessmentReply(EXAMPLE_RUBRIC),
  synthesis: SynthesisReply,
  "persona-line": personaLineReply(EXAMPLE_FACTS),
  "earlier-lines": earlierLinesReply(EXAMPLE_LINES),
  "self-questions": selfQuestionsReply([{ id: "q1", question: "", options: ["", "", "", "", ""] }]),
  probe: probeReply(["", "", "", ""]),
};

/**
 * The JSON Schemas that others may rely on, by their file under `schema/`: one for each kind of file
 * (a line of a JSONL file counts as one) and, under `replies/`, one for each kind of reply. Where a
 * reply's schema depends on the request, an example with the dimensions "coherence" and "fluency".
 */
export function publishedSchemas(): Readonly<Record<string, unknown>> {
  const files = Object.entries(FILES).map(([name, schema]) => [
    `${name}.schema.json`,
    z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
  ]);
  const replies = Object.entries(REPLIES).map(([name, schema]) => [
    `replies/${name}.schema.json`,
    z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
  ]);
  return Object.fromEntries([...files, ...replies]);
}
