import { expect, test } from "vitest";
import { panelVerdicts } from "../../src/analysis/panel-verdicts.ts";
import type { Debate } from "../../src/domain/debate.ts";
import { Rating } from "../../src/domain/rating.ts";
import { Verdict } from "../../src/domain/verdict.ts";
import { persona, personaSet } from "../study/fixture.ts";

const base = {
  item: "i",
  dimension: "d",
  arm: "grounded",
  protocol: "debate",
  model: "m",
  personaSet: "s",
  scale: [1, 5],
};
const row = (rater: string, value: number | null, rest: object = {}) =>
  Rating.parse({ ...base, rater, value, phase: "final", ...rest });
const verdictOf = (rows: Rating[], debates: Debate[] = [], sets = new Map()) => {
  const [verdict] = panelVerdicts(rows, debates, sets);
  expect(Verdict.parse(verdict)).toEqual(verdict);
  return verdict;
};

test("a verdict is the mean over panelists of their means over replicates, with the t interval over panelists", () => {
  const rows = [row("a", 3.6), row("a", 4, { replicate: 1 }), row("b", 4), row("c", 4.2)];
  const verdict = verdictOf(rows);
  // R: t.test(c(3.8, 4, 4.2)) gives 4 [3.503172, 4.496828].
  expect(verdict?.value).toBeCloseTo(4, 12);
  expect(verdict?.low).toBeCloseTo(3.503172, 6);
  expect(verdict?.high).toBeCloseTo(4.496828, 6);
});

test("an interval is held to the scale", () => {
  expect(verdictOf([row("a", 4.6), row("b", 4.8), row("c", 5)])?.high).toBe(5);
});

test("the interval wider than half the scale makes the panel abstain, with the interval told", () => {
  const verdict = verdictOf([row("a", 1), row("b", 5), row("c", 3)]);
  expect(verdict?.value).toBeNull();
  expect(verdict?.abstained).toMatch(/wider than half the scale/);
});

test("over half abstaining makes the panel abstain; exactly half does not", () => {
  const away = { missing: "abstained", reason: "cannot-tell" };
  expect(verdictOf([row("a", 3), row("b", null, away)])?.value).toBe(3);
  expect(verdictOf([row("a", 3), row("b", null, away), row("c", null, away)])).toMatchObject({
    value: null,
    abstained: "2 of 3 ratings are abstentions",
    n: { panelists: 1, replicates: 1, abstained: 2, failed: 0 },
  });
});

test("accidents are counted apart from abstentions, and alone give no verdict", () => {
  expect(
    verdictOf([row("a", null, { missing: "refused" }), row("b", null, { missing: "failed" })]),
  ).toMatchObject({
    value: null,
    low: null,
    high: null,
    n: { panelists: 0, abstained: 0, failed: 2 },
  });
});

test("final ratings decide where there are any, and what stood before is told", () => {
  const rows = [
    row("a", 2, { phase: "initial" }),
    row("b", 4, { phase: "initial" }),
    row("a", 4),
    row("b", 4),
  ];
  expect(verdictOf(rows)).toMatchObject({
    value: 4,
    before: 3,
    condition: { arm: "grounded", protocol: "debate", phase: "final" },
  });
});

test("without a discussion there is no before", () => {
  const rows = [row("a", 2, { phase: "initial", protocol: "independent" })];
  expect(verdictOf(rows)).toMatchObject({
    value: 2,
    low: null,
    high: null,
    before: null,
    condition: { phase: "initial" },
  });
});

test("the same persona id in two sets is two panelists", () => {
  expect(verdictOf([row("a", 2), row("a", 3, { personaSet: "t" })])?.n.panelists).toBe(2);
});

test("evidence is the quote behind who rated; citations are the spans that stand in the item", () => {
  const cited = (start: number | null) => ({
    in: "output" as const,
    quote: "q",
    start,
    end: start === null ? null : start + 1,
  });
  const debate: Debate = {
    cell: "c",
    item: "i",
    arm: "grounded",
    protocol: "debate",
    model: "m",
    framing: "plain",
    replicate: 0,
    synthesis: null,
    groups: [
      {
        stakeholder: "nurse",
        panelists: ["a"],
        initial: [],
        turns: [],
        final: [
          {
            status: "ok",
            panelist: "a",
            reply: "0",
            dimensions: [
              {
                dimension: "d",
                rating: 3,
                abstain: null,
                rationale: "",
                citations: [cited(4), cited(null), cited(4), cited(1)],
                confidence: null,
              },
              {
                dimension: "other",
                rating: 3,
                abstain: null,
                rationale: "",
                citations: [cited(9)],
                confidence: null,
              },
            ],
          },
        ],
      },
    ],
  };
  const set = personaSet("s", [
    persona("a", "nurse", "Nurses need time."),
    persona("b", "nurse", "Not seated."),
  ]);
  const verdict = verdictOf([row("a", 3)], [debate], new Map([["grounded", [set]]]));
  expect(verdict?.cited).toEqual([
    { in: "output", start: 1, end: 2 },
    { in: "output", start: 4, end: 5 },
  ]);
  expect(verdict?.evidence).toEqual([{ persona: "a", document: "d", page: 1, quote: "Nurses need time." }]);
});
