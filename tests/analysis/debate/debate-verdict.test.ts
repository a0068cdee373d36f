import { expect, test } from "vitest";
import { type DebateEvidence, debateVerdict } from "../../../src/analysis/debate/debate-verdict.ts";
import type { Estimate } from "../../../src/domain/estimate.ts";

const between = (low: number, high: number): Estimate => ({
  value: (low + high) / 2,
  low,
  high,
  level: 0.95,
  method: "m",
  n: 9,
});
const none: Estimate = { value: null, reason: "none", n: 0 };
const open = between(-1, 1);
const evidence = (rest: Partial<DebateEvidence>): DebateEvidence => ({
  independent: open,
  selfConsistency: open,
  isEqualTokens: true,
  variance: open,
  equivalence: open,
  hasPeople: true,
  step: 1,
  ...rest,
});

test.each<[string, Partial<DebateEvidence>]>([
  ["helped", { independent: between(-0.5, -0.1), selfConsistency: between(-0.4, -0.01) }],
  ["undetermined", { independent: between(-0.5, -0.1), selfConsistency: between(-0.4, 0.01) }],
  ["undetermined", { independent: between(-0.5, 0), selfConsistency: between(-0.4, -0.01) }],
  ["harmed", { independent: between(0.1, 0.5), selfConsistency: between(0.01, 0.4) }],
  ["undetermined", { independent: between(0.1, 0.5), selfConsistency: none }],
  ["conformity-only", { variance: between(-0.5, -0.1), equivalence: between(-0.09, 0.09) }],
  ["undetermined", { variance: between(-0.5, 0.1), equivalence: between(-0.09, 0.09) }],
  ["undetermined", { variance: between(-0.5, -0.1), equivalence: between(-0.09, 0.11) }],
  ["conformity-only", { variance: between(-0.5, -0.1), equivalence: between(-0.04, 0.04), step: 0.5 }],
  ["undetermined", { variance: between(-0.5, -0.1), equivalence: between(-0.06, 0.04), step: 0.5 }],
  ["undetermined", { variance: between(-0.5, -0.1), equivalence: none }],
])("it is %s with %o", (verdict, rest) => {
  expect(debateVerdict(evidence(rest))).toBe(verdict);
});

test("help at unequal tokens is not help", () => {
  const better = { independent: between(-0.5, -0.1), selfConsistency: between(-0.4, -0.1) };
  expect(debateVerdict(evidence({ ...better, isEqualTokens: null }))).toBe("helped");
  expect(debateVerdict(evidence({ ...better, isEqualTokens: false }))).toBe("undetermined");
});

test("without people, runs that fall apart are no gain; runs that come nearer may be one", () => {
  const fell = { variance: between(-0.5, -0.1), hasPeople: false };
  expect(debateVerdict(evidence({ ...fell, equivalence: between(-0.05, 0.6) }))).toBe("conformity-only");
  expect(debateVerdict(evidence({ ...fell, equivalence: between(-0.3, -0.2) }))).toBe("undetermined");
});
