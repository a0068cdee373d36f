import { expect, test } from "vitest";
import { assess } from "../../../src/adapters/lexical/assess.ts";
import { discuss } from "../../../src/adapters/lexical/discuss.ts";
import { assessFinally } from "../../../src/adapters/lexical/final.ts";
import { synthesize } from "../../../src/adapters/lexical/synthesis.ts";
import type { Assessment, DimensionAssessment } from "../../../src/domain/debate.ts";
import type { Item } from "../../../src/domain/item.ts";
import type { DiscussTask, Seat, Standing, Utterance } from "../../../src/domain/prompt.ts";
import type { Rubric, RubricDimension } from "../../../src/domain/rubric.ts";

const SUPPORTED = "Most harms were mild and passed within days.";
const UNSUPPORTED = "Two harms broke by a quarter of all programmes.";
const MISSED = "Exercise reduced falls by a quarter in older adults.";
const SOURCE =
  `${MISSED} Balance training worked best of all programmes. ${SUPPORTED} ` +
  "Two participants broke a bone while exercising.";
const ITEM: Item = { id: "i", kind: "summary", source: SOURCE, output: `${SUPPORTED} ${UNSUPPORTED}` };
const SEAT: Seat = { id: "me", persona: null, passages: [] };
const FOCUS: RubricDimension = {
  id: "consistency",
  definition: "",
  scale: { min: 1, max: 5, level: "interval" },
};
const RUBRIC: Rubric = { dimensions: [FOCUS] };

function assessment(
  panelist: string,
  rating: number | null,
  cited: readonly { in: "source" | "output"; quote: string }[] = [],
): Assessment {
  const entry: DimensionAssessment = {
    dimension: "consistency",
    rating,
    abstain: rating === null ? "no-evidence" : null,
    rationale: "As measured.",
    citations: cited.map((citation) => ({ ...citation, start: 0, end: citation.quote.length })),
    confidence: rating === null ? null : 0.8,
  };
  return { status: "ok", panelist, reply: "0".repeat(16), dimensions: [entry] };
}

const standing = (of: Assessment): Standing => ({ panelist: of.panelist, name: of.panelist, assessment: of });
const said = (panelist: string, text: string): Utterance => ({
  panelist,
  name: panelist,
  dimension: "consistency",
  text,
});

function turn(own: Assessment, transcript: readonly Utterance[] = [], options: Partial<DiscussTask> = {}) {
  const standings = [standing(own), standing(assessment("other", 3))];
  return discuss(
    {
      kind: "discuss",
      item: ITEM,
      rubric: RUBRIC,
      seat: SEAT,
      focus: FOCUS,
      standings,
      transcript,
      ...options,
    },
    1,
  );
}

function lastWord(own: Assessment, others: readonly Assessment[], transcript: readonly Utterance[] = []) {
  const reply = assessFinally(
    {
      kind: "final",
      item: ITEM,
      rubric: RUBRIC,
      seat: SEAT,
      framing: "plain",
      own,
      standings: [own, ...others].map(standing),
      transcript,
    },
    1,
  );
  return reply.assessments[0]!;
}

test("who rated low quotes the sentence that the source bears out least, and the closest the source has", () => {
  const { pass, text, citations } = turn(assessment("me", 2));
  expect(pass).toBe(false);
  expect(text).toContain(UNSUPPORTED);
  expect(citations[0]).toEqual({ in: "output", quote: UNSUPPORTED });
  expect(SOURCE).toContain(citations[1]!.quote);
});

test("who rated high quotes the sentence that the source bears out best", () => {
  expect(turn(assessment("me", 5)).citations[0]).toEqual({ in: "output", quote: SUPPORTED });
});

test("on relevance a panelist points at the source: at what is left out, or at what is covered", () => {
  const focus: RubricDimension = { ...FOCUS, id: "relevance" };
  const rated = (rating: number): Assessment => {
    const own = assessment("me", rating);
    return own.status === "ok"
      ? { ...own, dimensions: [{ ...own.dimensions[0]!, dimension: "relevance" }] }
      : own;
  };
  expect(turn(rated(1), [], { focus }).citations).toEqual([{ in: "source", quote: MISSED }]);
  expect(turn(rated(5), [], { focus }).citations).toEqual([{ in: "source", quote: SUPPORTED }]);
});

test("nothing is quoted twice: a panelist turns to its second point, then passes", () => {
  const first = said("other", `Look: “${UNSUPPORTED}”`);
  expect(turn(assessment("me", 2), [first]).citations[0]!.quote).toBe(SUPPORTED);
  expect(turn(assessment("me", 2), [first, said("third", SUPPORTED)]).pass).toBe(true);
});

test("who abstained, or gave no readable reply, passes", () => {
  expect(turn(assessment("me", null)).pass).toBe(true);
  expect(turn({ status: "malformed", panelist: "me", message: "" }).pass).toBe(true);
});

test("a cited sentence that the source does not bear out moves a rating down, one that it does moves it up", () => {
  const own = assessment("me", 3);
  expect(lastWord(own, [assessment("a", 3, [{ in: "output", quote: UNSUPPORTED }])]).rating).toBeLessThan(3);
  expect(lastWord(own, [assessment("a", 3, [{ in: "output", quote: SUPPORTED }])]).rating).toBeGreaterThan(3);
});

test("a quote in what was said counts as one in an assessment does", () => {
  const own = assessment("me", 3);
  const heard = lastWord(own, [assessment("a", 3)], [said("a", `I stand at 1: “${UNSUPPORTED}”`)]);
  expect(heard.rating).toBe(
    lastWord(own, [assessment("a", 3, [{ in: "output", quote: UNSUPPORTED }])]).rating,
  );
  expect(heard.citations).toContainEqual({ in: "output", quote: UNSUPPORTED });
});

test("the others' ratings move nothing, however many hold them", () => {
  const others = ["a", "b", "c", "d"].map((panelist) => assessment(panelist, 1));
  expect(lastWord(assessment("me", 4), others).rating).toBe(4);
});

test("what a panelist has cited itself, or what does not stand in the item, moves nothing", () => {
  const own = assessment("me", 4, [{ in: "output", quote: UNSUPPORTED }]);
  expect(lastWord(own, [assessment("a", 1, [{ in: "output", quote: UNSUPPORTED }])]).rating).toBe(4);
  expect(lastWord(own, [assessment("a", 1, [{ in: "output", quote: "Nobody wrote this." }])]).rating).toBe(4);
});

test("no evidence moves a rating by more than .6 of a 1-5 scale, nor off it", () => {
  const against = [assessment("a", 1, [{ in: "output", quote: UNSUPPORTED }])];
  expect(lastWord(assessment("me", 4), against).rating).toBeGreaterThanOrEqual(3.4);
  expect(lastWord(assessment("me", 1), against).rating).toBe(1);
});

test("an abstention stands, and a first reply that failed is made good", () => {
  const cited = [assessment("a", 1, [{ in: "output", quote: UNSUPPORTED }])];
  expect(lastWord(assessment("me", null), cited)).toMatchObject({ rating: null, abstain: "no-evidence" });
  const alone = assess({ kind: "assess", item: ITEM, rubric: RUBRIC, seat: SEAT, framing: "plain" }, 1);
  expect(lastWord({ status: "failed", panelist: "me", message: "" }, []).rating).toBe(
    alone.assessments[0]!.rating,
  );
});

test("the synthesis is one paragraph of what was rated, where it differed and what was cited", () => {
  const { text } = synthesize({
    kind: "synthesis",
    item: ITEM,
    rubric: RUBRIC,
    outcomes: [{ dimension: "consistency", before: 3.5, after: 3 }],
    standings: [
      standing(assessment("a", 2, [{ in: "output", quote: UNSUPPORTED }])),
      standing(assessment("b", 4, [{ in: "output", quote: UNSUPPORTED }])),
      standing(assessment("c", null)),
    ],
    transcript: [said("a", "Look.")],
  });
  expect(text).toBe(
    "The panel rated consistency at 3.00 (3.50 before the discussion). Its ratings lie farthest apart on consistency, from 2 to 4. " +
      `Abstentions: 1 of 3 judgements. 1 turn was taken; the passage cited most (2×) is “${UNSUPPORTED}”`,
  );
});
