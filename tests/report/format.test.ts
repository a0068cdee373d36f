import { expect, test } from "vitest";
import type { Estimate } from "../../src/domain/estimate.ts";
import {
  boundsOf,
  describeInterval,
  formatEstimate,
  levelText,
  noIntervalText,
} from "../../src/report/format-estimate.ts";
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
  expect(formatNumber(0.00312, "-", 2)).toBe("0.00");
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

const within = (value: number, low: number, high: number): string =>
  formatEstimate({ value, low, high, level: 0.95, method: "m", n: 4 });

test("a value and its bounds are as exact as one another, and a bound that leaves 0 out shows it", () => {
  expect(within(-0.00064, -0.0087, 0.0063)).toBe("−0.001 [−0.009, 0.006]");
  expect(within(0.9871, 0.981, 0.9958)).toBe("0.987 [0.981, 0.996]");
  expect(within(1.1, 0.0038, 2.19)).toBe("1.10 [0.0038, 2.19]");
  expect(within(-0.00085, -0.044, 0.0388)).toBe("0.00 [−0.04, 0.04]");
  expect(within(0.8, 0.8 - 1e-16, 0.8 + 1e-16)).toBe("0.80 [0.80, 0.80]");
  expect(within(0, 0, 0)).toBe("0.00 [0.00, 0.00]");
});

test("a bound that the data do not set is said to be none", () => {
  expect(within(0.835, -304489, 0.9998)).toBe("0.83 [≤ 1.00]");
  expect(within(3, -0.2, 1e6)).toBe("3.00 [≥ −0.20]");
  expect(within(1, -1e6, 1e6)).toBe("1.00 [no bounds]");
  expect(within(250, 120, 900)).toBe("250 [120, 900]");
  const open: Estimate = { value: 0.835, low: -304489, high: 0.9998, method: "m", n: 4 };
  expect(describeInterval(open)).toBe("95% interval at most 1.00");
  expect(boundsOf(open)).toEqual([Number.NEGATIVE_INFINITY, 0.9998]);
});

test("an estimate without a value shows its reason", () => {
  expect(formatEstimate(unknown)).toBe("not estimable: one replicate a cell");
  expect(describeInterval(unknown)).toBe("no interval");
});

test("an estimate without an interval says why, where its method does", () => {
  expect(noIntervalText({ value: 1, method: "mean; no interval: 4 groups, it takes 5", n: 4 })).toBe(
    "no interval: 4 groups, it takes 5",
  );
  expect(noIntervalText({ value: 1, method: "mean", n: 4 })).toBe("no interval");
  expect(noIntervalText(known)).toBeNull();
  expect(noIntervalText(unknown)).toBeNull();
});
