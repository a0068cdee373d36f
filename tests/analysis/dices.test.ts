import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { analyze } from "../../src/analysis/analyze.ts";
import { humanRows } from "../../src/domain/human-rows.ts";
import { Item } from "../../src/domain/item.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { DATA, testOnData } from "../real-data.ts";

testOnData("DICES-350 is analysed whole, 123 raters on 350 dialogues (set ASSIZE_DATA to run)", () => {
  const lines = readFileSync(join(DATA, "dialogues/dices_350.jsonl"), "utf8").trimEnd().split("\n");
  const items = lines.map((line) => Item.parse(JSON.parse(line)));
  const rows = humanRows(items, { positionalRaters: true });
  const { conditions } = StudyResult.parse(analyze(rows, { seed: 1, bootstraps: 200 }));
  const { n, signal, components, generalizability, stability } = conditions[0]!;
  expect(n).toEqual({ items: 350, raters: 123, framings: 1, replicates: 1, ratings: 43_050, missing: {} });
  expect(signal!.lambda).toMatchObject({ value: null, reason: expect.stringMatching(/one replicate/) });
  expect(components!.rater).toBeGreaterThan(0);
  expect(components).toMatchObject({ itemRater: null, run: null });
  // The same components by two-way ANOVA without replication: Φ = (MS_i - MS_e)/(MS_i + (MS_p - MS_e)k/n), ICC(2,k).
  const icc = stability!.icc.find(({ model, unit }) => model === "twoway-random" && unit === "average")!;
  expect(icc.estimate.value).toBeCloseTo(generalizability!.dependability.value!, 10);
});
