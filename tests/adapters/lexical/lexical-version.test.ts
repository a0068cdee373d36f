import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { lexicalAnswer } from "../../../src/adapters/lexical/lexical-answer.ts";
import { LEXICAL_VERSION } from "../../../src/adapters/lexical/lexical-version.ts";
import type { Item } from "../../../src/domain/item.ts";
import type { Seat, Task } from "../../../src/domain/prompt.ts";
import type { Rubric } from "../../../src/domain/rubric.ts";
import { persona } from "../../study/fixture.ts";

const item: Item = {
  id: "i",
  kind: "summary",
  source:
    "The review looked at 12 trials with 3,000 patients. Exercise lowered the number of falls by a quarter. " +
    "Nurses reported few harms. Nobody knows whether it lowers fractures. Patients stopped when sessions were far away.",
  output:
    "Exercise lowered the number of falls by a quarter. Fractures were halved. Nurses reported few harms.",
};
const rubric: Rubric = {
  dimensions: ["coherence", "consistency", "fluency", "relevance"].map((id) => ({
    id,
    definition: "",
    scale: { min: 1, max: 5, level: "interval" },
  })),
};
const seat: Seat = { id: "nurse-1", persona: persona("nurse-1", "nurse"), passages: [] };
const passages = [{ id: "p1", document: "d", page: null, text: item.source }];

const TASKS: readonly Task[] = [
  { kind: "assess", item, rubric, seat, framing: "plain" },
  { kind: "perspectives", passages, terms: ["falls", "exercise"] },
  {
    kind: "persona",
    stakeholder: "nurse",
    dimension: { name: "Falls", definition: "How falls are told." },
    passages,
    task: null,
    words: 90,
    grade: null,
  },
  { kind: "invent", task: "Judge summaries of medical trials.", groups: 2, personas: 4 },
];

/** Answers of each version, as a digest. A change of an answer is a new line here and a new version. */
const ANSWERS: Readonly<Record<number, string>> = { 1: "810d210579e7287f" };

test("answers that changed have a new version, so that ledgers do not replay old ones", () => {
  const answers = TASKS.flatMap((task) => [1, 2, 3].map((seed) => lexicalAnswer(task, seed)));
  const digest = createHash("sha256").update(JSON.stringify(answers)).digest("hex").slice(0, 16);
  expect(digest, "raise LEXICAL_VERSION and add its digest").toBe(ANSWERS[LEXICAL_VERSION]);
});
