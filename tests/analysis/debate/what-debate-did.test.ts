import { expect, test } from "vitest";
import { analyze } from "../../../src/analysis/analyze.ts";
import { debateFacts } from "../../../src/analysis/debate/debate-facts.ts";
import type { Assessment, Citation, Debate, Turn } from "../../../src/domain/debate.ts";
import { Rating } from "../../../src/domain/rating.ts";

const OPTIONS = { seed: 1, bootstraps: 20, permutations: 19 };
const row = (item: number, rater: string, phase: string, value: number | null, rest: object = {}) =>
  Rating.parse({
    item: `i${item}`,
    dimension: "d",
    arm: "a",
    rater,
    value,
    phase,
    protocol: "debate",
    model: "m",
    scale: [1, 5],
    ...(value === null ? { missing: "failed" } : {}),
    ...rest,
  });
const human = (item: number, value: number) =>
  Rating.parse({ item: `i${item}`, dimension: "d", arm: "human", rater: "h", value, scale: [1, 5] });

/** Three raters before and after on each item. */
const panel = (
  items: readonly (readonly [before: readonly (number | null)[], after: readonly (number | null)[]])[],
) =>
  items.flatMap(([before, after], item) =>
    before.flatMap((value, rater) => [
      row(item, `p${rater}`, "initial", value),
      row(item, `p${rater}`, "final", after[rater]!),
    ]),
  );
const effectOf = (rows: readonly Rating[], options: object = {}) =>
  analyze(rows, { ...OPTIONS, ...options }).debate!.find(({ dimension }) => dimension === "d")!;

test("shifts, variance, flips and errors are what they are by hand", () => {
  const rows = [
    ...panel([
      [
        [1, 3, 5],
        [3, 3, 3],
      ],
      [
        [2, 2, 4],
        [2, 2, 3],
      ],
    ]),
    human(0, 4),
    human(1, 2),
  ];
  const effect = effectOf(rows);
  expect(effect.shift.mean.value).toBeCloseTo(-1 / 6, 12);
  expect(effect.shift.absolute.value).toBeCloseTo(5 / 6, 12);
  // Sample variances 4 and 4/3 before, 0 and 1/3 after.
  expect(effect.conformity.variance.before.value).toBeCloseTo((4 + 4 / 3) / 2, 12);
  expect(effect.conformity.variance.after.value).toBeCloseTo(1 / 6, 12);
  expect(effect.flips.rate.value).toBeCloseTo(3 / 6, 12);
  expect(effect.flips.withNewEvidence).toMatchObject({ value: null });
  // Errors 1 and 2/3 before, 1 and 1/3 after.
  expect(effect.towardHumans.before.value).toBeCloseTo(-1 / 6, 12);
  expect([effect.towardHumans.movedAway.value, effect.towardHumans.movedToward.value]).toEqual([0, 0.5]);
  expect(effect.reproducibility.change).toMatchObject({
    value: null,
    reason: "it takes two runs of an item",
  });
});

test("a failed panelist stays in the denominator of a majority", () => {
  // Two of three hold 2 and the third went over; with one of four failed, two are no majority of four.
  const three = effectOf(
    panel([
      [
        [2, 2, 5],
        [2, 2, 2],
      ],
    ]),
  );
  const four = effectOf(
    panel([
      [
        [2, 2, 5, null],
        [2, 2, 2, null],
      ],
    ]),
  );
  expect(three.minoritySurvival).toMatchObject({ value: 0, n: 1 });
  expect(four.minoritySurvival).toMatchObject({ value: null });
});

test("those of another stakeholder group were not heard", () => {
  const rows = panel([
    [
      [2, 2, 5],
      [2, 2, 2],
    ],
  ]).map((each) => ({
    ...each,
    stakeholder: each.rater === "p2" ? "patient" : "nurse",
  }));
  expect(effectOf(rows).minoritySurvival.value).toBeNull();
});

test("a continuous scale's step is a quarter of its range", () => {
  const rows = panel([
    [
      [1.13, 2.71, 4.9],
      [1.2, 2.8, 4.7],
    ],
  ]).map((each) => ({ ...each }));
  expect(effectOf(rows, { levels: { d: "interval" } }).step).toBe(1);
});

test("panels pooled over unlike scales are counted in steps of their own", () => {
  const rows = panel([
    [
      [1, 3, 5],
      [3, 3, 3],
    ],
  ]);
  const wide = rows.map((each) => ({
    ...each,
    dimension: "e",
    value: each.value === null ? null : each.value * 20,
    scale: [0, 100] as [number, number],
  }));
  const pooled = analyze([...rows, ...wide], OPTIONS).debate!.find(({ dimension }) => dimension === "*")!;
  expect([pooled.unit, pooled.step]).toEqual(["steps", 1]);
  expect(pooled.shift.absolute.value).toBeGreaterThan(0.5);
  expect(pooled.shift.absolute.value).toBeLessThan(2);
});

test("where the initial ratings are not there, nothing is said of what was done to them", () => {
  const rows = panel([
    [
      [1, 3, 5],
      [3, 3, 3],
    ],
  ]).filter(({ phase }) => phase === "final");
  expect(analyze(rows, OPTIONS).debate).toBeUndefined();
});

const cited = (start: number | null, end: number | null): Citation => ({
  in: "source",
  quote: "q",
  start,
  end,
});
const assessed = (panelist: string, rating: number, citations: Citation[]): Assessment => ({
  status: "ok",
  panelist,
  reply: "0",
  dimensions: [{ dimension: "d", rating, abstain: null, rationale: "", citations, confidence: null }],
});
const said = (panelist: string, citations: Citation[], rest: Partial<Turn> = {}): Turn => ({
  round: 1,
  panelist,
  dimension: "d",
  text: "t",
  citations,
  passed: false,
  ...rest,
});
const debate = (turns: Turn[], final: Assessment[]): Debate => ({
  cell: "c",
  item: "i0",
  arm: "a",
  protocol: "debate",
  model: "m",
  framing: "plain",
  replicate: 0,
  groups: [
    {
      stakeholder: "panel",
      panelists: ["p0", "p1", "p2"],
      initial: [assessed("p0", 1, [cited(0, 9)]), assessed("p1", 3, []), assessed("p2", 5, [])],
      turns,
      final,
    },
  ],
  synthesis: null,
});
const after = (citations: Citation[]) => ["p0", "p1", "p2"].map((id) => assessed(id, 3, citations));
const ROWS = panel([
  [
    [1, 3, 5],
    [3, 3, 3],
  ],
]);
const withDebate = (turns: Turn[], final: Assessment[]) =>
  effectOf(ROWS, { debates: debateFacts([debate(turns, final)]) });

test("a flip counts as one with new evidence only where a verified span was cited that nobody had", () => {
  const again = withDebate([said("p1", [cited(5, 8)])], after([cited(2, 3)]));
  expect([again.flips.withNewEvidence.value, again.flips.withoutNewEvidence.value]).toEqual([0, 2 / 3]);
  const invented = withDebate([said("p1", [cited(null, null)])], after([]));
  expect(invented.flips.withNewEvidence.value).toBe(0);
  const inTurn = withDebate([said("p1", [cited(20, 30)])], after([]));
  expect(inTurn.flips.withNewEvidence.value).toBeCloseTo(2 / 3, 12);
  const inFinal = withDebate([], [...after([]).slice(0, 2), assessed("p2", 3, [cited(20, 30)])]);
  expect([inFinal.flips.withNewEvidence.value, inFinal.flips.withoutNewEvidence.value]).toEqual([
    1 / 3,
    1 / 3,
  ]);
});

test("the pull of the first speaker is the share of the way that the others went to where it stood", () => {
  // p1 spoke first at 3; p0 and p2 stood 2 off on either side and went all the way.
  const all = withDebate([said("p0", [], { passed: true }), said("p1", []), said("p2", [])], after([]));
  expect(all.conformity.firstSpeaker.pull.value).toBeCloseTo(1, 12);
  // p0 spoke first at 1; p1 stayed at 3, p2 came from 5 to 3: (0·2 + 2·4) / (4 + 16).
  const some = withDebate([said("p0", [])], after([]));
  expect(some.conformity.firstSpeaker.pull.value).toBeCloseTo(8 / 20, 12);
});

test("what was revised in the discussion is told apart from the last word", () => {
  const effect = withDebate([said("p0", [], { rating: 2 }), said("p2", [], { rating: 4 })], after([]));
  // p0 from 1 over 2 to 3, p1 stays at 3, p2 from 5 over 4 to 3.
  expect(effect.shift.discussion.value).toBeCloseTo(0, 12);
  const oneWay = withDebate([said("p0", [], { rating: 2 })], after([]));
  expect(oneWay.shift.discussion.value).toBeCloseTo(1 / 3, 12);
  expect(oneWay.shift.lastWord.value).toBeCloseTo((1 - 2) / 3, 12);
});

test("where further samples were averaged into the final rating, the first of them tells who moved", () => {
  const rows = panel([
    [
      [1, 3, 5],
      [2.5, 3.5, 3.5],
    ],
  ]);
  const facts = debateFacts([debate([], after([]))]);
  expect(effectOf(rows, { debates: facts }).conformity.variance.after.value).toBe(0);
});

test("runs are held against one another within a set, for sets differ for good", () => {
  const ofSet = (personaSet: string, value: number) =>
    [0, 1].flatMap((replicate) =>
      ["initial", "final"].map((phase) => row(0, "p", phase, value, { personaSet, replicate })),
    );
  const { reproducibility } = effectOf([...ofSet("one", 1), ...ofSet("other", 5)]);
  expect(reproducibility.before).toMatchObject({ value: 0, n: 2 });
});
