import { expect, test } from "vitest";
import type { ConditionResult } from "../../src/domain/condition-result.ts";
import type { Estimate } from "../../src/domain/estimate.ts";
import type { SignalVerdict } from "../../src/domain/reliability-result.ts";
import type { StudyResult } from "../../src/domain/result.ts";
import type { Condition } from "../../src/domain/verdict.ts";
import { alarmsOf, describeBasis, headlines } from "../../src/report/headlines.ts";
import { RUN } from "./fixture.ts";

const lambdaOf = (value: number, low: number, high: number): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  method: "generalised interval",
  n: 12,
});

function row(
  condition: Condition,
  lambda: Estimate,
  verdict: SignalVerdict,
  more: Partial<ConditionResult> & { alarm?: string } = {},
): ConditionResult {
  const { alarm, ...rest } = more;
  return {
    condition,
    dimension: "*",
    n: { items: 12, raters: 6, framings: 1, replicates: 3, ratings: 640, missing: { abstained: 8 } },
    signal: { lambda, verdict, permutationP: 0.01, ...(alarm === undefined ? {} : { alarm }) },
    ...rest,
  };
}

const resultOf = (...conditions: ConditionResult[]): StudyResult => ({ version: 1, conditions });
const only = (result: StudyResult) => {
  const [first, ...others] = headlines(result);
  expect(others).toEqual([]);
  if (!first) throw new Error("no headline");
  return first;
};

test("signal says that it is the persona, with λ and its interval", () => {
  const answer = only(resultOf(row({ arm: "grounded" }, lambdaOf(2.8, 1.31, 6.02), "signal")));
  expect(answer.verdict).toBe("signal");
  expect(answer.sentence).toBe(
    "It is the persona: who is asked moves the ratings 2.80 times as much as asking again (λ 2.80, 95% interval 1.31 to 6.02).",
  );
  expect(answer.basis).toBe("12 items, 6 panelists, 3 replicates; 640 ratings, 8 missing (8 abstained)");
});

test("noise says so, also where λ is below 0", () => {
  const positive = only(resultOf(row({ arm: "a" }, lambdaOf(0.25, 0.1, 0.6), "noise")));
  expect(positive.sentence).toMatch(/^It is the noise: .* only 0\.25 times/);
  const negative = only(resultOf(row({ arm: "a" }, lambdaOf(-0.02, -0.06, 0.03), "noise")));
  expect(negative.sentence).toBe(
    "It is the noise: who is asked moves the ratings no more than asking again does by itself (λ −0.02, 95% interval −0.06 to 0.03).",
  );
});

test("undetermined tells what the interval leaves open", () => {
  const open = only(resultOf(row({ arm: "a" }, lambdaOf(1.2, 0.4, 4.1), "undetermined")));
  expect(open.sentence).toBe(
    "It cannot be told from these ratings: who is asked moves them anywhere from 0.40 to 4.10 times as much as asking again (95% interval; λ 1.20).",
  );
  const fromZero = only(resultOf(row({ arm: "a" }, lambdaOf(0.5, -0.1, 1.4), "undetermined")));
  expect(fromZero.sentence).toContain("anywhere from not at all to 1.40 times");
});

test("undetermined by another metric says which metric does not agree", () => {
  const { signal, ...rest } = row({ arm: "a" }, lambdaOf(2, 1.2, 4), "undetermined");
  if (!signal) throw new Error("no signal");
  const sensitivity = { metric: "ordinal" as const, lambda: lambdaOf(0.8, 0.3, 1.5) };
  const answer = only(resultOf({ ...rest, signal: { ...signal, sensitivity } }));
  expect(answer.sentence).toContain("on the ordinal metric λ is 0.80");
});

test("a λ that is not estimable has its reason in its place", () => {
  const reason = "one replicate a cell.";
  const answer = only(resultOf(row({ arm: "a" }, { value: null, reason, n: 12 }, "undetermined")));
  expect(answer.verdict).toBe("not-estimable");
  expect(answer.sentence).toBe("Not estimable: one replicate a cell.");
});

test("a condition whose λ was not computed says so", () => {
  const { signal, ...rest } = row({ arm: "a" }, lambdaOf(1, 0, 2), "noise");
  expect(signal).toBeDefined();
  expect(only(resultOf(rest)).sentence).toBe("Not estimable: it was not computed for these ratings.");
});

test("the null arm passes where its interval covers 0 and fails with its alarm", () => {
  const passes = only(resultOf(row({ arm: "none" }, lambdaOf(0.01, -0.06, 0.09), "noise")));
  expect(passes.nullCheck).toBe("passed");
  expect(passes.sentence).toContain("which it passes (λ 0.01, 95% interval −0.06 to 0.09)");
  const fails = only(
    resultOf(row({ arm: "none" }, lambdaOf(0.09, 0.01, 0.2), "noise", { alarm: "leaves 0 out" })),
  );
  expect(fails.nullCheck).toBe("failed");
  expect(fails.sentence).toContain("which it fails");
  const unknown = only(
    resultOf(row({ arm: "none" }, { value: null, reason: "one run", n: 1 }, "undetermined")),
  );
  expect(unknown.nullCheck).toBe("open");
  expect(unknown.sentence).toContain("it could not be run: one run.");
});

test("arms that carry the question come first, the null arm and people last", () => {
  expect(headlines(RUN.result).map(({ label }) => label)).toEqual([
    "grounded",
    "invented",
    "placebo",
    "bare-role",
    "none",
    "human",
  ]);
});

test("an arm's kind, not its name, decides its place and whether it is the null", () => {
  const result = resultOf(
    row({ arm: "empty" }, lambdaOf(0, -0.1, 0.1), "noise"),
    row({ arm: "docs" }, lambdaOf(2, 1.5, 3), "signal"),
  );
  const answers = headlines(result, { empty: "none", docs: "grounded" });
  expect(answers.map(({ label, nullCheck }) => [label, nullCheck])).toEqual([
    ["docs", null],
    ["empty", "passed"],
  ]);
});

test("an arm that ran under two protocols answers once, from ratings made alone", () => {
  const lambda = lambdaOf(2, 1.5, 3);
  const result = resultOf(
    row({ arm: "a", protocol: "debate", phase: "initial" }, lambdaOf(9, 8, 10), "signal"),
    row({ arm: "a", protocol: "independent", phase: "initial" }, lambda, "signal"),
    row({ arm: "a", protocol: "debate", phase: "final" }, lambdaOf(7, 6, 8), "signal"),
  );
  expect(only(result).lambda).toEqual(lambda);
});

test("several models answer each for themselves", () => {
  const result = resultOf(
    row({ arm: "a", model: "m1" }, lambdaOf(2, 1.5, 3), "signal"),
    row({ arm: "a", model: "m2" }, lambdaOf(2, 1.5, 3), "signal"),
  );
  expect(headlines(result).map(({ label }) => label)).toEqual(["a · m1", "a · m2"]);
});

test("dimensions that are not pooled answer one by one", () => {
  const lambda = lambdaOf(2, 1.5, 3);
  const result = resultOf(
    row({ arm: "a" }, lambda, "signal", { dimension: "tone" }),
    row({ arm: "a" }, lambda, "signal", { dimension: "truth" }),
  );
  expect(headlines(result).map(({ label }) => label)).toEqual(["a · tone", "a · truth"]);
});

test("no ratings give no answer", () => {
  expect(headlines(resultOf())).toEqual([]);
});

test("what stands behind a number names framings only where there are several", () => {
  const n = { items: 1, raters: 2, framings: 3, replicates: 1, ratings: 6, missing: {} };
  expect(describeBasis(n)).toBe("1 item, 2 raters, 3 framings, 1 replicate; 6 ratings, none missing");
});

test("alarms of single dimensions are told too, and the same alarm once", () => {
  const lambda = lambdaOf(0.09, 0.01, 0.2);
  const alarm = "leaves 0 out";
  const result = resultOf(
    row({ arm: "none" }, lambdaOf(0, -0.1, 0.1), "noise"),
    row({ arm: "none" }, lambda, "noise", { dimension: "tone", alarm }),
    row({ arm: "none" }, lambda, "noise", { dimension: "truth", alarm }),
  );
  expect(alarmsOf(result)).toEqual([{ where: ["none, tone", "none, truth"], text: alarm }]);
});
