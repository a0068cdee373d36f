import { expect, test } from "vitest";
import { metricPoints } from "../../src/stats/metric-points.ts";
import { gatherCells, pairMean, pairTerms } from "../../src/stats/pair-terms.ts";
import { signalRatio } from "../../src/stats/signal-ratio.ts";
import { varianceComponents } from "../../src/stats/variance-components.ts";
import { type Columns, columns, F1 } from "./f1.ts";

const FACETS = [{ name: "item" }, { name: "rater" }];

function analysed({ values, item, rater }: Columns, metric: "interval" | "nominal" | "ordinal") {
  const terms = pairTerms(gatherCells(metricPoints(values, metric), [item, rater]));
  // Same cell, same item, same rater, neither.
  const d = [3, 1, 2, 0].map((set) => pairMean(terms, set)!);
  return { d, components: varianceComponents(terms, FACETS), lambda: signalRatio(terms, 3)!.ratio! };
}

const whole = columns(F1.ratings);
const holed = columns(
  F1.ratings,
  (item, rater, run) => !(item === 2 && rater === 3) && !(item === 4 && rater === 1 && run === 2),
);

test.each(["interval", "nominal"] as const)("F1 gives its pair terms, components and λ: %s", (metric) => {
  const { d, components, lambda } = analysed(whole, metric);
  const golden = F1[metric];
  for (const [index, value] of d.entries()) expect(value).toBeCloseTo(golden.d[index]!, 6);
  expect(components.item).toBeCloseTo(golden.item!, 6);
  expect(components.rater).toBeCloseTo(golden.rater!, 6);
  expect(components["item×rater"]).toBeCloseTo(golden.itemRater!, 6);
  expect(components.run).toBeCloseTo(golden.d[0]!, 6);
  expect(lambda).toBeCloseTo(golden.lambda, 6);
});

test.each(["interval", "nominal"] as const)("F1 with a cell and a run missing: %s", (metric) => {
  const { d, components, lambda } = analysed(holed, metric);
  const golden = F1.missing[metric];
  for (const [index, value] of d.entries()) expect(value).toBeCloseTo(golden.d[index]!, 6);
  expect(lambda).toBeCloseTo(golden.lambda, 6);
  if (metric === "nominal") return;
  expect(components.rater).toBeCloseTo(golden.rater!, 6);
  expect(components["item×rater"]).toBeCloseTo(golden.itemRater!, 6);
});
