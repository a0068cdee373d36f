import { expect, test } from "vitest";
import { StudyResult } from "../../src/domain/result.ts";
import { componentsTable } from "../../src/report/components-table.ts";
import { markdownSummary } from "../../src/report/markdown-summary.ts";
import { summaryTable } from "../../src/report/summary-table.ts";
import { RUN } from "./fixture.ts";

const condition = (arm: string, more: object = {}) => ({
  condition: { arm, phase: "initial" },
  dimension: "*",
  n: { items: 8, raters: 6, framings: 1, replicates: 4, ratings: 190, missing: { abstained: 1, refused: 1 } },
  ...more,
});

const RESULT = StudyResult.parse({
  version: 1,
  conditions: [
    condition("none", {
      components: { item: 0.4, rater: -0.004, itemRater: 0.00612345, run: 0.2 },
      signal: {
        lambda: { value: 0.01, low: -0.06, high: 0.09, level: 0.95, method: "generalised interval", n: 8 },
        verdict: "noise",
        permutationP: 0.4,
        alarm: "something tells these seats apart",
      },
    }),
    condition("grounded", {
      components: { item: 0.081, rater: 0.169, itemRater: 0.0586, personaSet: 0.01, run: 0.1771 },
      signal: {
        lambda: { value: 1.2853, low: 0.5, high: 4, level: 0.95, method: "generalised interval", n: 8 },
        verdict: "undetermined",
        permutationP: 0.001,
      },
    }),
    condition("grounded", {
      condition: { arm: "grounded", phase: "final" },
      signal: {
        lambda: { value: null, reason: "hidden", n: 8 },
        verdict: "undetermined",
        permutationP: null,
      },
    }),
    condition("pipe|<b>", {
      signal: {
        lambda: { value: null, reason: "one replicate a cell", n: 8 },
        verdict: "undetermined",
        permutationP: null,
      },
    }),
  ],
});

test("the headline table aligns its columns, leaves final ratings out and explains what is absent", () => {
  expect(summaryTable(RESULT).split("\n")).toEqual([
    "arm       dimension  lambda  interval             verdict        items  raters  runs  ratings  missing",
    "grounded  all        1.29    0.50 to 4.00 (95%)   undetermined       8       6     4      190        2",
    "pipe|<b>  all        - [1]   -                    not estimable      8       6     4      190        2",
    "none      all        0.01    -0.06 to 0.09 (95%)  noise              8       6     4      190        2",
    "",
    "[1] one replicate a cell",
    "",
    "ALARM (none, all): something tells these seats apart",
  ]);
});

test("components are shown raw, to four decimals, with λ", () => {
  expect(componentsTable(RESULT).split("\n")).toEqual([
    "arm       dimension    item     set    rater  item x rater     run  lambda",
    "grounded  all        0.0810  0.0100   0.1690        0.0586  0.1771  1.2853",
    "none      all        0.4000       -  -0.0040        0.0061  0.2000  0.0100",
  ]);
});

test("a result without conditions says that there is nothing to tell", () => {
  const empty = StudyResult.parse({ version: 1, conditions: [] });
  expect(summaryTable(empty)).toMatch(/nothing to tell/);
  expect(componentsTable(empty)).toMatch(/no variance components/);
});

test("the Markdown summary opens with the alarms and answers, and names of arms stay text", () => {
  const text = markdownSummary(RESULT);
  expect(text).toMatch(/^### Is it the persona or the noise\?\n\n> \*\*Alarm\*\* \(none, all\)/);
  expect(text).toContain("- **grounded**: It cannot be told");
  expect(text).toContain("| pipe\\|&lt;b> | all | – | – | not estimable |");
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  expect(rows).toHaveLength(5);
  expect(markdownSummary(RUN.result)).toContain("| grounded | coherence |");
});

test("the Markdown summary tells agreement with people under its ceiling, and folds the table", () => {
  const text = markdownSummary(RUN.result);
  expect(text).toContain(
    "| grounded · initial | coherence | 0.52 [0.20, 0.74] of 0.68 | – | 0.52 [0.20, 0.74] |",
  );
  expect(text.indexOf("<details>")).toBeGreaterThan(text.indexOf("agreement with people"));
  expect(text.trimEnd().endsWith("</details>")).toBe(true);
});

test("arms with the same answer share a line of the Markdown summary", () => {
  const alike = ["a", "b"].map((arm) => ({
    ...condition(arm),
    condition: { arm, phase: "initial" },
    signal: {
      lambda: { value: null, reason: "one rater", n: 8 },
      verdict: "undetermined",
      permutationP: null,
    },
  }));
  const text = markdownSummary(StudyResult.parse({ version: 1, conditions: alike }));
  expect(text).toContain("- **a, b**: Not estimable: one rater.");
});
