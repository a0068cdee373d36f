import { expect, test } from "vitest";
import type { Estimate } from "../../src/domain/estimate.ts";
import { describeInterval, formatEstimate, levelText } from "../../src/report/format-estimate.ts";
import { formatCount, formatNumber, formatPercent, formatRating } from "../../src/report/format-number.ts";

const known: Estimate = { value: 1.2, low: -0.314, high: 20.55, level: 0.975, method: "m", n: 4 };
const unknown: Estimate = { value: null, reason: "one replicate a cell", n: 4 };

test("numbers keep two decimals below 10, fewer above, and two digits of small ones", () => {
  expect([0, 1, 3.1459, 9.996, 42.25, 99.96, 1234.5].map((value) => formatNumber(value))).toEqual([
    "0.00",
    "1.00",
    "3.15",
    "10.0",
    "42.3",
    "100",
    "1235",
  ]);
  expect(formatNumber(0.00312)).toBe("0.0031");
  expect(formatNumber(0.008)).toBe("0.008");
});

test("a negative number has a minus sign, and nothing is called minus zero", () => {
  expect(formatNumber(-0.5)).toBe("−0.50");
  expect(formatNumber(-0.5, "-")).toBe("-0.50");
  expect(formatNumber(-1e-9)).toBe("0.00");
});

test("a rating stays whole where it is whole", () => {
  expect([3, -10, 0, 100, 3.54925].map(formatRating)).toEqual(["3", "−10", "0", "100", "3.55"]);
});

test("counts agree with their noun and set thousands apart", () => {
  expect(formatCount(1, "item")).toBe("1 item");
  expect(formatCount(1234567, "item")).toBe("1,234,567 items");
  expect(formatPercent(0.456)).toBe("46%");
});

test("an estimate shows its interval at its own level", () => {
  expect(formatEstimate(known)).toBe("1.20 [−0.31, 20.6]");
  expect(describeInterval(known)).toBe("97.5% interval −0.31 to 20.6");
  expect(levelText({ value: 1, method: "m", n: 1 })).toBe("95%");
});

test("an estimate without a value shows its reason", () => {
  expect(formatEstimate(unknown)).toBe("not estimable: one replicate a cell");
  expect(describeInterval(unknown)).toBe("no interval");
});
