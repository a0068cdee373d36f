import { expect, test } from "vitest";
import { crossGroupings } from "../../src/stats/grouped-sums.ts";
import { alphaOf, alphaParts, krippendorffAlpha } from "../../src/stats/krippendorff-alpha.ts";
import { columns, F1 } from "./f1.ts";

const LEVELS = ["nominal", "ordinal", "interval"] as const;

test.each(LEVELS)("α over the runs of F1: %s", (level) => {
  const { values, item, rater } = columns(F1.ratings);
  const units = crossGroupings([item, rater], values.length);
  expect(krippendorffAlpha(values, units, level)).toBeCloseTo(F1.alphaRun[level]!, 6);
});

test.each(LEVELS)("α over the raters of F1, first run: %s", (level) => {
  const { values, item } = columns(F1.ratings, (_item, _rater, run) => run === 1);
  expect(krippendorffAlpha(values, item, level)).toBeCloseTo(F1.alphaPanel[level]!, 6);
});

test("units of one rating take no part in α", () => {
  const units = { codes: Int32Array.of(0, 0, 1, 1, 2), size: 3 };
  const without = { codes: Int32Array.of(0, 0, 1, 1), size: 2 };
  expect(krippendorffAlpha([1, 2, 4, 4, 9], units, "interval")).toBeCloseTo(
    krippendorffAlpha([1, 2, 4, 4], without, "interval")!,
    12,
  );
});

test("equal ratings leave α without an estimate, not at 1", () => {
  const units = { codes: Int32Array.of(0, 0, 1, 1), size: 2 };
  expect(krippendorffAlpha([0.1, 0.1, 0.1, 0.1], units, "interval")).toBeNull();
  expect(krippendorffAlpha([4, 4, 4, 4], units, "nominal")).toBeNull();
  expect(krippendorffAlpha([], { codes: new Int32Array(0), size: 0 }, "ordinal")).toBeNull();
});

test.each(LEVELS)("α of every cluster once is α of the whole: %s", (level) => {
  const { values, item, rater } = columns(F1.ratings);
  const units = crossGroupings([item, rater], values.length);
  const parts = alphaParts(values, units, item, level);
  expect(alphaOf(parts, [1, 1, 1, 1])).toBeCloseTo(F1.alphaRun[level]!, 6);
});

test("a cluster that counts twice is a cluster given twice", () => {
  const units = { codes: Int32Array.of(0, 0, 1, 1, 2, 2), size: 3 };
  const twice = { codes: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3), size: 4 };
  const parts = alphaParts([1, 2, 4, 4, 5, 3], units, units, "interval");
  expect(alphaOf(parts, [1, 1, 2])).toBeCloseTo(
    krippendorffAlpha([1, 2, 4, 4, 5, 3, 5, 3], twice, "interval")!,
    12,
  );
});
