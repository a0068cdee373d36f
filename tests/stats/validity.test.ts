import { describe, expect, test } from "vitest";
import { type ItemAnswers, itemEvidence } from "../../src/stats/item-evidence.ts";
import { type Tested, type ValidityEvidence, validityLabel } from "../../src/stats/validity-label.ts";
import { acquiescence, contrast, runStability, wordingShift } from "../../src/stats/validity-statistics.ts";
import { ones } from "../../src/stats/weights.ts";

/** Answers in wordings alone, but for what is said otherwise. */
const answers = (wordings: readonly (readonly number[])[], more: Partial<ItemAnswers> = {}): ItemAnswers => ({
  forms: wordings,
  wordings: [wordings],
  frames: [],
  orders: [],
  affirmed: wordings.flat(),
  negated: [],
  ...more,
});

test("an item's answers sum to half the squared differences of pairs, within wordings and between", () => {
  // Wordings (1, 3) and (4): within ½(1-3)² = 2; between ½(1-4)² + ½(3-4)² = 5.
  const evidence = itemEvidence(
    answers([[1, 3], [4]], {
      frames: [
        [[[2, 4]], [[1]]],
        [[[2, 4]], [[]]],
      ],
      // Each form counts alike: (5 + 1)/2 less 3.
      orders: [[[[5, 5, 5], [1]], [[3]]]],
      negated: [1, 2],
    }),
  );
  expect(evidence.run).toEqual({ total: 2, pairs: 1 });
  expect(evidence.words).toEqual({ total: 5, pairs: 2 });
  expect(evidence.mean).toBeCloseTo(8 / 3, 12);
  expect(evidence.frames).toEqual([2, null]);
  expect(evidence.orders).toEqual([0]);
  expect(evidence.negatedMean).toBe(1.5);
});

test("stability, wording shift and contrasts follow from the sums", () => {
  const [moved, still] = [
    [
      [1, 3],
      [4, 4],
    ],
    [
      [2, 2],
      [2, 2],
    ],
  ];
  const items = [
    itemEvidence(answers(moved!, { frames: [[[[4]], [[2]]]], negated: [5, 5] })),
    itemEvidence(answers(still!, { frames: [[[[3]], [[3]]]], negated: [4, 4] })),
  ];
  // Runs: (2 + 0 + 0 + 0)/4 = .5. Wordings: (½(9 + 9 + 1 + 1) + 0)/8 = 1.25.
  expect(runStability(items, ones(2), 2)).toBeCloseTo(0.75, 12);
  expect(wordingShift(items, ones(2))).toBeCloseTo(0.75, 12);
  expect(contrast(items, ones(2), "frames", 0)).toBe(1);
  expect(contrast(items, [1, 3], "frames", 0)).toBe(0.5);
  expect(contrast(items, ones(2), "orders", 0)).toBeNull();
  // (3 + 5)/2 and (2 + 4)/2.
  expect(acquiescence(items, ones(2))).toBe(3.5);
  expect(runStability(items, ones(2), 0)).toBeNull();
  expect(runStability([itemEvidence(answers([[1], [2]]))], [1], 1)).toBeNull();
});

test("runs in frames and orders tell of stability too, and wordings are compared within a frame alone", () => {
  // Two frames, each in two wordings that move by nothing; a frame adds 2, and one run slips by 1.
  const gain = [
    [4, 4],
    [4, 4],
  ];
  const loss = [
    [2, 2],
    [2, 1],
  ];
  const evidence = itemEvidence({
    ...answers([]),
    forms: [...gain, ...loss],
    wordings: [gain, loss],
  });
  expect(evidence.run).toEqual({ total: 0.5, pairs: 4 });
  expect(evidence.sameWording).toEqual({ total: 0.5, pairs: 4 });
  expect(evidence.words).toEqual({ total: 1, pairs: 8 });
});

const around = (value: number, reach: number): Tested => ({
  value,
  interval: { low: value - reach, high: value + reach },
  equivalence: { low: value - 0.8 * reach, high: value + 0.8 * reach },
});

/** A rater that is steady in every respect, on a scale from 1 to 5. */
const steady: ValidityEvidence = {
  items: 20,
  accidents: 0,
  sameAnswer: 0.4,
  runStability: around(0.9, 0.05),
  wordingShift: around(0, 0.02),
  frames: [around(0, 0.1)],
  orders: [around(0, 0.1)],
  noOpinion: 0.1,
  acquiescence: around(3, 0.2),
};
const label = (change: Partial<ValidityEvidence>) =>
  validityLabel({ ...steady, ...change }, { delta: 0.5, midpoint: 3 }, { fewestItems: 20 });

describe("the first rule that holds decides", () => {
  test("steady in wordings, frames and orders: genuine", () => {
    expect(label({}).label).toBe("genuine");
  });

  test("more than a tenth of replies lost: unusable, before everything else and on any number of items", () => {
    expect(label({ accidents: 0.11, orders: [around(4, 0)], items: 3 }).label).toBe("unusable");
    expect(label({ accidents: 0.1 }).label).toBe("genuine");
  });

  test("fewer than 20 items: no label", () => {
    const { label: given, wouldChange } = label({ items: 19, orders: [around(4, 0)] });
    expect(given).toBe("undetermined");
    expect(wouldChange).toBe("at least 20 items; now 19");
  });

  test("a shift with the option order that is shown and large: artifact, even of a random answerer", () => {
    expect(label({ orders: [around(-1, 0.3)], runStability: around(0, 0.1) }).label).toBe("artifact");
    expect(label({ orders: [around(0.4, 0.1)] }).label).toBe("genuine");
    expect(label({ orders: [around(0.6, 0.7)] }).label).toBe("undetermined");
    expect(label({ orders: [around(0.6, 0.2)] }).label).toBe("undetermined");
  });

  test("agreement with item and negation alike: artifact", () => {
    expect(label({ acquiescence: around(4, 0.4) }).label).toBe("artifact");
    expect(label({ acquiescence: around(4, 0.6) }).label).toBe("genuine");
  });

  test("one answer to more than nine items in ten: artifact", () => {
    expect(label({ sameAnswer: 0.95 }).label).toBe("artifact");
    expect(label({ sameAnswer: 0.9 }).label).toBe("genuine");
  });

  test("answers that do not repeat, or mostly no opinion where that is offered: non-attitude", () => {
    expect(label({ runStability: around(0.3, 0.15) }).label).toBe("non-attitude");
    expect(label({ noOpinion: 0.5 }).label).toBe("non-attitude");
  });

  test("steady answers that follow the frame, or the wording: constructed", () => {
    expect(label({ frames: [around(-1, 0.4)] }).label).toBe("constructed");
    expect(label({ wordingShift: around(0.3, 0.1) }).label).toBe("constructed");
    expect(label({ frames: [around(-1, 0.4)], runStability: around(0.5, 0.1) }).label).toBe("undetermined");
  });

  test("no difference shown is not equivalence shown", () => {
    expect(label({ frames: [around(0, 0.7)] }).label).toBe("undetermined");
    expect(label({ runStability: around(0.75, 0.1) }).label).toBe("undetermined");
  });

  test("what was not asked is asked for", () => {
    const bare = label({ frames: [], orders: [], wordingShift: null });
    expect(bare.label).toBe("undetermined");
    expect(bare.wouldChange).toBe("two wordings; two frames; two option orders");
    expect(label({ runStability: null }).label).toBe("undetermined");
  });
});
