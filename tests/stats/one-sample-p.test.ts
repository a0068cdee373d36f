import { expect, test } from "vitest";
import { oneSampleP } from "../../src/stats/one-sample-p.ts";

test("p of Student's sleep data, extra hours of sleep from the second drug", () => {
  // Student 1908, ten patients, mean difference 1.58: R t.test(extra ~ group, paired = TRUE) gives p = .002833.
  const differences = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];
  expect(oneSampleP(differences)).toBeCloseTo(0.002833, 6);
});

test("values that do not vary have their limit, and one value has no p", () => {
  expect(oneSampleP([2, 2, 2])).toBe(0);
  expect(oneSampleP([0, 0, 0])).toBe(1);
  expect(oneSampleP([1])).toBeNull();
});

test("p is a probability even for means of almost nothing", () => {
  const p = oneSampleP([1, -1, 1e-17])!;
  expect(p).toBeGreaterThanOrEqual(0.999);
  expect(p).toBeLessThanOrEqual(1);
});
