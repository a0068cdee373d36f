import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { FAMILIES, MEASURED } from "../../../src/adapters/lexical/families.ts";
import { describeOnData } from "../../real-data.ts";

function printed(script: string, ...options: readonly string[]): string {
  return execFileSync(process.execPath, [`scripts/${script}`, ...options], {
    encoding: "utf8",
    env: process.env,
  });
}

describeOnData("on SummEval (needs ASSIZE_DATA)", () => {
  test("lexical beats source overlap, length and lead-3 overlap by .1 in the mean, and its failure stands beside it", () => {
    const rows = printed("lexical-table.ts", "--markdown")
      .split("\n")
      .filter((line) => line.startsWith("| SummEval"))
      .map((line) => line.split("|").map((cell) => cell.trim()));
    const meanOf = (items: string, rater: string): number =>
      Number(rows.find((row) => row[1] === items && row[2] === rater)![7]);
    for (const baseline of ["source overlap", "length", "lead-3 overlap"])
      for (const rater of ["lexical", "lexical, abstentions overruled"])
        expect(meanOf("SummEval", rater)).toBeGreaterThan(meanOf("SummEval", baseline) + 0.1);
    expect(meanOf("SummEval-OP", "lexical, abstentions overruled")).toBeLessThan(
      meanOf("SummEval-OP", "length"),
    );
  });

  test("the weights are those that the fit prints", () => {
    const lines = printed("lexical-fit.ts").split("\n");
    for (const { feature, weights } of MEASURED) {
      const row = lines.find((line) => line.startsWith(feature.padEnd(12)))!;
      expect(row.trim().split(/\s+/).slice(1).map(Number)).toEqual(FAMILIES.map((family) => weights[family]));
    }
    expect(Number(/held out: mean ([\d.]+)/.exec(lines.join("\n"))![1])).toBeGreaterThan(0.4);
  });
});
