import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lexicalAnswer } from "../../../src/adapters/lexical/lexical-answer.ts";
import { driftResult } from "../../../src/analysis/drift/drift-result.ts";
import { Dialogue } from "../../../src/domain/dialogue.ts";
import { Drift, DriftJudgement } from "../../../src/domain/drift.ts";
import type { Complete } from "../../../src/domain/ports.ts";
import type { Task } from "../../../src/domain/prompt.ts";
import { judgeDrift } from "../../../src/study/drift/judge-drift.ts";
import { Accident, scriptedComplete } from "../../fakes/scripted-complete.ts";

const FIXTURE = new URL("../../fixtures/dialogues/panel-drift.jsonl", import.meta.url);
const dialogues = readFileSync(FIXTURE, "utf8")
  .trim()
  .split("\n")
  .map((line) => Dialogue.parse(JSON.parse(line)));
const judgedBy = (complete: Complete, reruns = 1) =>
  judgeDrift({ judge: () => complete, simulator: () => complete }, dialogues, { seed: 1, reruns, window: 2 });
const lexical = scriptedComplete((task, draw) => lexicalAnswer(task, draw.seed)).complete;
const panelist = (drift: Drift | undefined, name: string) => {
  const found = drift?.panelists.find(({ rater }) => rater === `panel/${name}`);
  if (!found) throw new Error(`no panelist ${name}`);
  return found;
};

test("known contradictions are found, with persona and with what was said before, and nothing else is", async () => {
  const lines = (await judgedBy(lexical)).filter((judgement) => judgement.kind === "line");
  const placesOf = (found: typeof lines) =>
    found.map(({ dialogue, speaker, line }) => `${dialogue} ${speaker} ${line}`);
  expect(placesOf(lines.filter(({ state }) => state === "contradicts"))).toEqual([
    "d1 panel/parent-1 2",
    "d1 panel/parent-1 3",
    "d2 panel/nurse-1 2",
    "d2 panel/nurse-1 3",
  ]);
  expect(placesOf(lines.filter(({ conflicts }) => conflicts !== null && conflicts > 0))).toEqual([
    "d1 panel/parent-1 2",
    "d2 panel/nurse-1 3",
  ]);
});

test("who keeps silent shows nothing of its persona, and is not consistent for it", async () => {
  const [drift] = driftResult(await judgedBy(lexical));
  const silent = panelist(drift, "clerk-1");
  expect(silent).toMatchObject({ lines: 6, evaluable: 0, informativeness: { value: 0 } });
  for (const share of [silent.promptToLine, silent.lineToLine, silent.questions])
    expect(share).toMatchObject({ value: null, reason: "said nothing that could be judged" });
  expect(panelist(drift, "parent-1").informativeness.value).toBeGreaterThan(0.4);
  expect(panelist(drift, "parent-1").promptToLine.value).toBeCloseTo(4 / 6, 12);
  expect(drift?.n.notEvaluable).toEqual({ degenerate: 6, "nothing-shown": 1, silent: 5 });
  expect(Drift.parse(drift)).toEqual(drift);
});

/** Calls everything consistent, as judges do whose silence is read as assent. */
const easygoing = (task: Task): unknown => {
  if (task.kind === "persona-line") return { meaning: "fine", shown: [], contradicted: [] };
  if (task.kind === "earlier-lines") return { comparable: [], conflicts: [] };
  if (task.kind === "self-questions")
    return {
      answers: task.persona === null ? [] : task.questions.map(({ id }) => ({ question: id, option: 1 })),
    };
  throw new Error(task.kind);
};

test("a judge that names nothing makes nobody consistent", async () => {
  const [drift] = driftResult(await judgedBy(scriptedComplete(easygoing).complete));
  expect(drift).toMatchObject({
    promptToLine: { value: null },
    lineToLine: { value: null },
    questions: { value: null },
    informativeness: { value: 0 },
    n: { evaluable: 0, questions: 25, unanswered: 25 },
  });
});

test("no judge is asked about what is no language, and one that fails is no judgement", async () => {
  const garbage = new Set(
    dialogues
      .flatMap(({ lines }) => lines)
      .filter(({ speaker }) => speaker.endsWith("driver-1"))
      .map(({ text }) => text),
  );
  const { complete, asked } = scriptedComplete(() => new Accident("malformed"));
  const judgements = await judgedBy(complete);
  const judged = asked.flatMap(({ task }) => (task.kind === "persona-line" ? [task.line] : []));
  expect(judged.filter((line) => garbage.has(line) || line.trim() === "")).toEqual([]);
  expect(judged.length).toBe(13);
  const reasons = judgements.flatMap((judgement) => (judgement.kind === "line" ? [judgement.reason] : []));
  expect(reasons.filter((reason) => reason === "no-judgement")).toHaveLength(13);
  expect(driftResult(judgements)[0]?.promptToLine).toMatchObject({ value: null });
});

/** Finds something of the persona in every line, and picks the first option of every question. */
const lenient = (task: Task): unknown => {
  if (task.kind === "persona-line")
    return { meaning: "fine", shown: task.facts.map(({ id }) => id), contradicted: [] };
  if (task.kind === "earlier-lines") return { comparable: task.earlier.map(({ id }) => id), conflicts: [] };
  if (task.kind === "self-questions")
    return { answers: task.questions.map(({ id }) => ({ question: id, option: 1 })) };
  throw new Error(task.kind);
};

test.each([
  ["empty", ["", " ", "", "", ""]],
  ["passing", ["I pass.", "I agree.", "I agree.", "I have nothing to add.", "Same here."]],
  ["garbage", ["xkcd qwrt zzpt", "Lorem ipsum dolor sit amet", "TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5v"]],
])("a lenient judge makes no panelist consistent whose lines are %s", async (_, texts) => {
  const [dialogue] = dialogues;
  if (dialogue === undefined) throw new Error("no dialogue");
  const mute = dialogue.speakers[0]!.id;
  const others = dialogue.lines.filter(({ speaker }) => speaker !== mute);
  const lines = [...texts.map((text) => ({ speaker: mute, text })), ...others];
  const { complete } = scriptedComplete(lenient);
  const ports = { judge: () => complete, simulator: () => complete };
  const options = { seed: 1, reruns: 1, window: 1 };
  const [drift] = driftResult(await judgeDrift(ports, [{ ...dialogue, lines }], options));
  const missing = { value: null, reason: "said nothing that could be judged" };
  expect(panelist(drift, "nurse-1")).toMatchObject({
    evaluable: 0,
    promptToLine: missing,
    lineToLine: missing,
    questions: missing,
    informativeness: { value: 0 },
  });
  expect(panelist(drift, "parent-1").questions.value).not.toBeNull();
});

test("questions on itself hide the name, and without the persona nothing of it is in the prompt", async () => {
  const prompts: string[] = [];
  const complete: Complete = (prompt, draw) => {
    if (prompt.name === "self-questions")
      prompts.push(prompt.messages.map(({ content }) => content).join("\n"));
    return lexical(prompt, draw);
  };
  await judgedBy(complete);
  // Two questions for each who said anything: nobody asks whoever was silent, or spoke no language.
  expect(prompts).toHaveLength(10);
  expect(prompts.filter((text) => text.includes("<persona"))).toHaveLength(5);
  for (const text of prompts.filter((each) => !each.includes("<persona")))
    expect(text).not.toMatch(/\b(?:Ana|Bruno|Chidi|Dana)\b/);
});

test("a judge's own noise is told apart where lines are judged again", async () => {
  const wavering = scriptedComplete((task, draw) => {
    if (task.kind !== "persona-line") return lexicalAnswer(task, draw.seed);
    const { facts } = task;
    const [fact] = facts;
    const isSure = draw.seed % 2 === 0;
    return { meaning: "", shown: isSure ? [fact?.id] : [], contradicted: isSure ? [] : [fact?.id] };
  });
  const judgements = await judgedBy(wavering.complete, 3);
  const labels = wavering.asked.map(({ draw }) => draw.label);
  expect(new Set(labels).size).toBe(labels.length);
  const { components } = driftResult(judgements)[0]!;
  expect(components.rerun).toBeGreaterThan(0.2);
  expect(Math.abs(components.turn ?? 1)).toBeLessThan(0.15);
  expect(driftResult(await judgedBy(lexical))[0]?.components).not.toHaveProperty("rerun");
});

test("judgements are lines of a file, the same for the same dialogues", async () => {
  const judgements = await judgedBy(lexical);
  expect(judgements.map((judgement) => DriftJudgement.parse(judgement))).toEqual(judgements);
  expect(await judgedBy(lexical)).toEqual(judgements);
});
