import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { StudyResult } from "../../src/domain/result.ts";
import { DATA, testOnData } from "../real-data.ts";
import { assize, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);

/** 4 items × 3 personas × 2 runs; agrees with R's lm and lme4 (ANOVA = REML, balanced). */
const F1 = ["4 5 | 2 2 | 3 4", "5 5 | 4 3 | 5 4", "2 1 | 1 1 | 3 2", "3 4 | 3 3 | 5 5"];

function fixtureRows(): string {
  return F1.flatMap((line, item) =>
    line.split(" | ").flatMap((cell, persona) =>
      cell.split(" ").map((value, replicate) =>
        JSON.stringify({
          item: `i${item}`,
          dimension: "d",
          arm: "a",
          rater: `p${persona}`,
          value: Number(value),
          replicate,
        }),
      ),
    ),
  ).join("\n");
}

test("analyze prints the golden values of the fixture", async () => {
  const file = join(work.path, "f1.jsonl");
  writeFileSync(file, fixtureRows());
  const { code, stdout } = await assize(["analyze", file, "--json"], { cwd: work.path });
  expect(code).toBe(0);
  const result = StudyResult.parse(JSON.parse(stdout));
  const entry = result.conditions.find(({ dimension }) => dimension === "d");
  const lambda = entry?.signal?.lambda;
  expect(lambda?.value).toBeCloseTo(2.785714, 6);
  expect(entry?.signal?.verdict).toBe("undetermined");
  expect(entry?.components?.run).toBeCloseTo(0.291667, 6);
  expect(entry?.components?.rater).toBeCloseTo(0.541667, 6);
  expect(entry?.components?.item).toBeCloseTo(1.201389, 6);
  expect(entry?.components?.itemRater).toBeCloseTo(0.270833, 6);
  const shown = await assize(["analyze", file], { cwd: work.path });
  expect(shown.stdout).toMatch(/2\.785?7/);
});

testOnData("analyze prints the golden values of HEXEval's credit-risk judgements", async () => {
  const { code, stdout } = await assize(
    ["analyze", join(DATA, "replicates", "hexeval_credit_risk.jsonl"), "--json"],
    { cwd: work.path },
  );
  expect(code).toBe(0);
  const result = StudyResult.parse(JSON.parse(stdout));
  const golden = {
    interpretability: [0.081, 0.169, 0.0586, 0.1771, 1.2853],
    trust: [0.0954, 0.1478, 0.013, 0.1944, 0.8268],
    actionability: [0.04, 0.0524, 0.0254, 0.1649, 0.4716],
    decision_support: [0.0848, 0.0647, 0.0134, 0.1719, 0.4545],
    satisfaction: [0.0798, 0.049, 0.0118, 0.1788, 0.3398],
    completeness: [0.0863, 0.0262, 0.0273, 0.158, 0.3385],
  };
  for (const [dimension, expected] of Object.entries(golden)) {
    const entry = result.conditions.find((candidate) => candidate.dimension === dimension);
    const { item, rater, itemRater, run } = entry?.components ?? {};
    const found = [item, rater, itemRater, run, entry?.signal?.lambda.value];
    for (const [index, value] of expected.entries())
      expect(found[index], `${dimension} ${index}`).toBeCloseTo(value, 4);
  }
});
