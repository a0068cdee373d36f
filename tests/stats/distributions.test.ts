import fc from "fast-check";
import { expect, test } from "vitest";
import { blackAndWhite } from "../../src/stats/black-and-white.ts";
import { entropy } from "../../src/stats/entropy.ts";
import { jensenShannon } from "../../src/stats/jensen-shannon.ts";
import { BLACK_AND_WHITE } from "../oracles/people.ts";

const masses = fc
  .array(fc.nat(9), { minLength: 3, maxLength: 3 })
  .filter((all) => all.some((mass) => mass > 0));

test("entropy is in bits and takes counts", () => {
  expect(entropy([1, 1])).toBe(1);
  expect(entropy([25, 25, 25, 25])).toBe(2);
  expect(entropy([7, 0, 0])).toBe(0);
  expect(entropy([1, 3])).toBeCloseTo(0.8112781244591328, 14);
});

test("the Jensen-Shannon divergence is the square of scipy's documented distance, in bits", () => {
  // scipy.spatial.distance.jensenshannon([1, 0], [.5, .5]) = .46450140402245893 with natural logarithms.
  expect(jensenShannon([1, 0], [0.5, 0.5])).toBeCloseTo(0.46450140402245893 ** 2 / Math.LN2, 14);
});

test("the divergence runs from 0, equal, to 1, disjoint, and is symmetric", () => {
  expect(jensenShannon([2, 2, 0], [5, 5, 0])).toBe(0);
  expect(jensenShannon([1, 0, 0], [0, 3, 1])).toBe(1);
  fc.assert(
    fc.property(masses, masses, (p, q) => {
      expect(jensenShannon(p, q)).toBeCloseTo(jensenShannon(q, p), 12);
      expect(jensenShannon(p, q)).toBeGreaterThanOrEqual(0);
      expect(jensenShannon(p, q)).toBeLessThanOrEqual(1 + 1e-12);
    }),
    { seed: 11, numRuns: 200 },
  );
});

test("a distribution of nothing, or with a negative mass, is refused", () => {
  expect(() => entropy([0, 0])).toThrow(RangeError);
  expect(() => entropy([1, -1])).toThrow(RangeError);
  expect(() => jensenShannon([1], [1, 1])).toThrow(RangeError);
});

test("Converse's share of random responders is recovered from how often answers change", () => {
  const { marginals, switched, share } = BLACK_AND_WHITE;
  expect(blackAndWhite(switched, marginals)).toBeCloseTo(share, 12);
  expect(blackAndWhite(0.1, [1, 1])).toBeCloseTo(0.2, 12);
  expect(blackAndWhite(0.1, [4, 0])).toBeNull();
});
