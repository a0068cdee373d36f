import { expect, test } from "vitest";
import { shuffleWithinItems, simulateRows } from "../../scripts/calibrate/simulate.ts";
import { designOf } from "../../src/analysis/design.ts";
import { signalOf } from "../../src/analysis/signal.ts";
import { tabulate } from "../../src/analysis/tabulate.ts";
import { rngFrom } from "../../src/domain/random.ts";

const SIZE = { items: 30, raters: 8, replicates: 3 };
const SCALES = [
  { name: "normal", shares: null },
  { name: "skewed", shares: [0.5, 0.75, 0.88, 0.96] },
  { name: "binary", shares: [0.7] },
];
const DATA_SETS = 80;

// The full calibration is scripts/calibrate.ts; this is what every change must pass.
test.each(SCALES)("rater labels shuffled within items say λ = 0: $name ratings", (scale) => {
  const found = Array.from({ length: DATA_SETS }, (_, seed) => {
    const rng = rngFrom(seed);
    const rows = simulateRows(SIZE, scale, { lambda: 1, sharedBySession: 0 }, 0, "initial", rng);
    const [table] = tabulate(shuffleWithinItems(rows, rng));
    const context = { seed, level: 0.95, bootstraps: 0, permutations: 99, nullArms: [] };
    return signalOf(table!, designOf(table!), context);
  });
  const share = (is: (signal: (typeof found)[number]) => boolean) => found.filter(is).length / DATA_SETS;
  expect(
    share(({ lambda }) => lambda.value !== null && lambda.low! <= 0 && lambda.high! >= 0),
  ).toBeGreaterThan(0.88);
  expect(share(({ permutationP }) => permutationP! <= 0.05)).toBeLessThan(0.13);
  expect(share(({ permutationP }) => permutationP! <= 0.5)).toBeGreaterThan(0.35);
  expect(share(({ verdict }) => verdict === "signal")).toBe(0);
  const mean = found.reduce((sum, { lambda }) => sum + lambda.value!, 0) / DATA_SETS;
  expect(Math.abs(mean)).toBeLessThan(0.03);
});
