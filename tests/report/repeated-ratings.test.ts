import { expect, test } from "vitest";
import type { Debate } from "../../src/domain/debate.ts";
import { repeatedRatings } from "../../src/report/repeated-ratings.ts";

/** One panelist's debates on an item, a rating for each replicate; null is an abstention. */
const debates = (ratings: readonly (number | null)[], more: Partial<Debate> = {}): readonly Debate[] =>
  ratings.map((rating, replicate) => ({
    cell: `c${replicate}`,
    item: "i",
    arm: "grounded",
    protocol: "independent",
    model: "m",
    framing: "plain",
    replicate,
    synthesis: null,
    groups: [
      {
        stakeholder: "nurse",
        panelists: ["p"],
        turns: [],
        final: [],
        initial: [
          {
            status: "ok",
            panelist: "p",
            reply: "0",
            dimensions: [
              { dimension: "d", rating, abstain: null, rationale: "", citations: [], confidence: 0.9 },
            ],
          },
        ],
      },
    ],
    ...more,
  }));

const ask = (all: readonly Debate[]) => {
  const [debate] = all;
  if (!debate) throw new Error("no debate");
  return repeatedRatings(all, { debate, phase: "initial", panelist: "p", dimension: "d" });
};

test("counts the other runs that gave the same rating", () => {
  expect(ask(debates([3, 3, 4]))).toEqual({ runs: 2, same: 1 });
  expect(ask(debates([3, null, 3]))).toEqual({ runs: 1, same: 1 });
});

test("other wordings and other sets are no repetition", () => {
  const asked = debates([3]);
  expect(ask([...asked, ...debates([9, 3], { framing: "reworded" })])).toBeNull();
  expect(ask([...asked, ...debates([9, 3], { personaSet: "other" })])).toBeNull();
});

test("without a rating, or with one run, there is nothing to tell", () => {
  expect(ask(debates([null, 3]))).toBeNull();
  expect(ask(debates([3]))).toBeNull();
});
