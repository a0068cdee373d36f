import { expect, test } from "vitest";
import { z } from "zod";
import { driftResult } from "../../../src/analysis/drift/drift-result.ts";
import type { DriftJudgement, LineJudgement } from "../../../src/domain/drift.ts";

const condition = { arm: "grounded", protocol: "debate", model: "m" };
const line = (speaker: string, number: number, rest: Partial<LineJudgement>): LineJudgement => ({
  kind: "line",
  dialogue: "d",
  condition,
  speaker,
  rerun: 0,
  turn: number,
  line: number,
  of: "said",
  state: "consistent",
  shown: [],
  contradicted: [],
  comparable: null,
  conflicts: null,
  ...rest,
});
const speaker = (id: string, rest: object = {}): DriftJudgement => ({
  kind: "speaker",
  dialogue: "d",
  condition,
  speaker: id,
  rerun: 0,
  facts: 4,
  questions: [],
  ...rest,
});
const contradicts = { state: "contradicts" } as const;

test("shares are over what could be evaluated, and the trend is each persona's own", () => {
  const [drift] = driftResult([
    line("a", 1, { shown: ["f1"] }),
    line("a", 2, { shown: ["f1", "f2"], comparable: 1, conflicts: 0 }),
    line("a", 3, { ...contradicts, comparable: 2, conflicts: 1 }),
    speaker("a", { questions: [{ id: "q1", key: 1, with: 1, without: 2 }] }),
    line("b", 1, {}),
    line("b", 2, contradicts),
    line("b", 3, { state: "not-evaluable", reason: "silent" }),
    speaker("b", { questions: [{ id: "q1", key: 2, with: 2, without: null }] }),
  ]);
  expect(drift?.promptToLine.value).toBeCloseTo(3 / 5, 12);
  expect(drift?.lineToLine.value).toBeCloseTo(2 / 3, 12);
  expect(drift?.questions.value).toBe(0);
  // Half of a's four facts, none of b's.
  expect(drift?.informativeness.value).toBeCloseTo(0.25, 12);
  // a: (1, 1), (2, 1), (3, 0), Σxy -1, Σxx 2; b: (1, 1), (2, 0), Σxy -.5, Σxx .5: -1.5/2.5.
  expect(drift?.slope.value).toBeCloseTo(-0.6, 12);
  expect(drift?.n).toEqual({
    personas: 2,
    dialogues: 1,
    lines: 6,
    evaluable: 5,
    notEvaluable: { silent: 1 },
    questions: 2,
    unanswered: 1,
  });
  expect(drift).not.toHaveProperty("guard");
});

test("answers and lines from dialogues in which nothing could be evaluated make nobody consistent", () => {
  const nothing = { state: "not-evaluable", reason: "nothing-shown", comparable: 2, conflicts: 0 } as const;
  const guessed = { questions: [{ id: "q1", key: 1, with: 1, without: 1 }] };
  const missed = { questions: [{ id: "q1", key: 1, with: 1, without: 2 }] };
  const judged = [
    line("bland", 1, nothing),
    speaker("bland", guessed),
    line("once", 1, {}),
    speaker("once", missed),
    line("once", 1, { ...nothing, dialogue: "e" }),
    speaker("once", { ...guessed, dialogue: "e" }),
  ];
  const [drift] = driftResult(judged);
  const missing = { value: null, reason: "said nothing that could be judged" };
  expect(drift?.panelists).toMatchObject([
    { rater: "bland", promptToLine: missing, lineToLine: missing, questions: missing },
    { rater: "once", questions: { value: 0, n: 1 }, lineToLine: { value: null } },
  ]);
  expect(drift?.questions).toMatchObject({ value: 0, n: 1 });
  // A judge that failed is not the speaker's silence, and who has no persona is held against its own words alone.
  const failed = line("a", 1, { state: "not-evaluable", reason: "no-judgement" });
  expect(driftResult([failed, speaker("a")])[0]?.questions).toMatchObject({
    value: null,
    reason: "no line could be evaluated",
  });
  const nobody = [line("n", 1, nothing), speaker("n", { facts: 0 })];
  expect(driftResult(nobody)[0]?.lineToLine).toMatchObject({ value: 1, n: 2 });
});

test("what was said first stands in for what was said in the end where the guard had it said again", () => {
  const [drift] = driftResult(
    ["a", "b"].flatMap((name) => [
      line(name, 1, {}),
      line(name, 2, { turn: name === "a" ? 2 : 3 }),
      line(name, 2, { turn: name === "a" ? 2 : 3, of: "first", ...contradicts }),
      speaker(name),
    ]),
  );
  expect(drift?.promptToLine.value).toBe(1);
  expect(drift?.guard).toMatchObject({
    askedAgain: 2,
    without: { value: 0.5 },
    difference: { value: 0.5, method: expect.stringMatching(/no interval: 2 personas, it takes 3/) },
  });
});

test("the interval is over personas, and personas that do not differ tell nothing of others", () => {
  const among = (contradicting: readonly number[]) =>
    driftResult(
      contradicting.flatMap((count, persona) =>
        [1, 2, 3, 4].map((number) => line(`p${persona}`, number, number <= count ? contradicts : {})),
      ),
    )[0]!.promptToLine;
  // Shares 1, .75 and .5 of as many lines: their mean, and the t interval of a mean on 2 degrees of freedom.
  const reach = 4.302653 * (0.25 / Math.sqrt(3));
  const { value, low, high } = z
    .looseObject({ value: z.number(), low: z.number(), high: z.number() })
    .parse(among([0, 1, 2]));
  expect(value).toBeCloseTo(0.75, 12);
  expect(low).toBeCloseTo(0.75 - reach, 5);
  expect(high).toBe(1);
  expect(among([1, 1, 1])).toMatchObject({ value: 0.75, method: expect.stringMatching(/do not differ/) });
});

test("conditions are apart, and nothing judged gives nothing", () => {
  expect(driftResult([])).toEqual([]);
  const other = { ...speaker("a"), condition: { ...condition, arm: "invented" } };
  expect(driftResult([other, speaker("a")]).map((drift) => drift.condition.arm)).toEqual([
    "grounded",
    "invented",
  ]);
});
