import { expect, test } from "vitest";
import { debateFacts } from "../../../src/analysis/debate/debate-facts.ts";
import { supportOf } from "../../../src/analysis/debate/support.ts";
import { panelVerdicts } from "../../../src/analysis/panel-verdicts.ts";
import { tabulate } from "../../../src/analysis/tabulate.ts";
import type { Assessment, Debate, Turn } from "../../../src/domain/debate.ts";
import { Support } from "../../../src/domain/debate-result.ts";
import { Rating } from "../../../src/domain/rating.ts";
import { Verdict } from "../../../src/domain/verdict.ts";

/** Three panelists at the end of a debate; those marked quoted nothing that stands in the item. */
const RATINGS = [
  { id: "p0", rating: 2, unsupported: false },
  { id: "p1", rating: 3, unsupported: false },
  { id: "p2", rating: 4, unsupported: true },
];
const rows = RATINGS.map(({ id, rating }) =>
  Rating.parse({
    item: "i",
    dimension: "d",
    arm: "a",
    rater: id,
    value: rating,
    protocol: "debate",
    model: "m",
    phase: "final",
    scale: [1, 5],
  }),
);
const answer = ({ id, rating, unsupported }: (typeof RATINGS)[number]): Assessment => ({
  status: "ok",
  panelist: id,
  reply: "0",
  dimensions: [
    {
      dimension: "d",
      rating,
      abstain: null,
      rationale: "",
      citations: [],
      confidence: null,
      ...(unsupported ? { unsupported: true } : {}),
    },
  ],
});
const turn = (rest: Partial<Turn>): Turn => ({
  round: 1,
  panelist: "p0",
  dimension: "d",
  text: "t",
  citations: [],
  passed: false,
  ...rest,
});
const debate = (samples: Assessment[]): Debate => ({
  cell: "c",
  item: "i",
  arm: "a",
  protocol: "debate",
  model: "m",
  framing: "plain",
  replicate: 0,
  groups: [
    {
      stakeholder: "panel",
      panelists: RATINGS.map(({ id }) => id),
      initial: [],
      turns: [turn({}), turn({ unsupported: true }), turn({ passed: true, text: "" })],
      final: RATINGS.map(answer),
      samples,
    },
  ],
  synthesis: null,
});

test("unsupported ratings have their share, and how far the values move without them is their weight", () => {
  const support = supportOf(tabulate(rows), debateFacts([debate([])]));
  const [ofDimension, pooled] = support;
  expect(Support.parse(ofDimension)).toEqual(ofDimension);
  // 3 with all, 2.5 without the third.
  expect([ofDimension?.unsupported.value, ofDimension?.weight.value]).toEqual([1 / 3, 0.5]);
  expect(ofDimension?.lost).toBe(0);
  expect(pooled?.turns).toEqual({ spoken: 2, unsupported: 1 });
});

test("a verdict says what it would be without its unsupported ratings", () => {
  const [verdict] = panelVerdicts(rows, [debate([])], new Map());
  expect(Verdict.parse(verdict)?.unsupported).toEqual({ ratings: 1, without: 2.5 });
});

test("a rating of several answers is supported where one of them is", () => {
  const supported = debate([answer({ id: "p2", rating: 5, unsupported: false })]);
  const [support] = supportOf(tabulate(rows), debateFacts([supported]));
  expect(support?.unsupported.value).toBe(0);
  expect(panelVerdicts(rows, [supported], new Map())[0]?.unsupported).toBeUndefined();
});

test("nothing is said where no debate is known", () => {
  expect(supportOf(tabulate(rows), {})).toEqual([]);
});

test("a failed panelist stays in the denominator of a majority of abstentions", () => {
  const lost = (id: string, missing: "abstained" | "failed") =>
    Rating.parse({ ...rows[0], rater: id, value: null, missing });
  const [two, three] = [
    [...rows.slice(0, 1), lost("p1", "abstained"), lost("p2", "failed")],
    [...rows.slice(0, 1), lost("p1", "abstained"), lost("p2", "abstained")],
  ].map((own) => panelVerdicts(own, [], new Map())[0]);
  expect(two?.value).toBe(2);
  expect(three?.abstained).toBe("2 of 3 ratings are abstentions");
});
