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
  joining: between(0.2, 0.4),
  together: between(0.1, 0.5),
  away: open,
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

const fell = between(-0.5, -0.1);
const joined = between(0, 0.04);
const harm = { independent: between(0.1, 0.5), selfConsistency: between(0.01, 0.4) };

test.each<[string, Partial<DebateEvidence>]>([
  ["conformity-only", { ...harm, variance: fell, joining: joined }],
  ["harmed", { ...harm, variance: fell, joining: between(0.02, 0.12) }],
  ["harmed", { ...harm, variance: between(-0.5, 0.1), joining: joined }],
  ["harmed", { ...harm, variance: fell, joining: none }],
  ["conformity-only", { variance: fell, joining: joined }],
  ["undetermined", { variance: fell, joining: joined, step: 0.2 }],
  [
    "conformity-only",
    { variance: fell, joining: joined, hasPeople: false, equivalence: between(-0.3, -0.2) },
  ],
  ["helped", { independent: fell, selfConsistency: fell, variance: fell, joining: joined }],
])("where panelists join their group it is %s with %o", (verdict, rest) => {
  expect(debateVerdict(evidence(rest))).toBe(verdict);
});

test.each<[string, Partial<DebateEvidence>]>([
  ["undetermined", { together: open }],
  ["undetermined", { together: open, away: between(-0.3, -0.1) }],
  ["harmed", { together: open, away: between(0.1, 0.3) }],
  ["harmed", { together: between(0.01, 0.2), away: between(-0.3, -0.1) }],
])("what noise costs is no harm: it is %s with %o", (verdict, rest) => {
  expect(debateVerdict(evidence({ ...harm, ...rest }))).toBe(verdict);
});

test("help at unequal tokens is not help", () => {
  const better = { independent: between(-0.5, -0.1), selfConsistency: between(-0.4, -0.1) };
  expect(debateVerdict(evidence({ ...better, isEqualTokens: null }))).toBe("helped");
  expect(debateVerdict(evidence({ ...better, isEqualTokens: false }))).toBe("undetermined");
});

test("without people, runs that fall apart are no gain; runs that come nearer may be one", () => {
  const alone = { variance: fell, hasPeople: false };
  expect(debateVerdict(evidence({ ...alone, equivalence: between(-0.05, 0.6) }))).toBe("conformity-only");
  expect(debateVerdict(evidence({ ...alone, equivalence: between(-0.3, -0.2) }))).toBe("undetermined");
});
