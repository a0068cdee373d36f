import { expect, test } from "vitest";
import { Study } from "../../src/domain/study.ts";
import { briefOf } from "../../src/study/brief-of.ts";
import { planCells } from "../../src/study/plan-cells.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";
import { spending } from "../../src/study/spend.ts";
import { item } from "./fixture.ts";

const DEBATE = {
  cell: "",
  item: "a",
  arm: "none",
  protocol: "debate",
  model: "m",
  framing: "plain",
  replicate: 0,
  groups: [],
  synthesis: null,
};
const RUBRIC = { dimensions: [] };
const study = (protocols: readonly string[], equalTokens: boolean) =>
  Study.parse({
    version: 1,
    items: { file: "f" },
    task: "t",
    arms: [{ id: "none", kind: "none" }],
    protocols,
    model: "lexical",
    budget: { equalTokens },
  });

test("protocols with a second phase are given equal tokens where the study asks for it and there are several", () => {
  const all = ["independent", "self-consistency", "debate"];
  expect(briefOf(study(all, true), RUBRIC).equalTokens).toEqual(["self-consistency", "debate"]);
  expect(briefOf(study(all, false), RUBRIC).equalTokens).toBeUndefined();
  expect(briefOf(study(["independent", "debate"], true), RUBRIC).equalTokens).toBeUndefined();
});

test("a condition's first phase holds first words alone, its last everything, item by item", () => {
  const cells = planCells({
    items: [item("a"), item("b")],
    panels: [{ arm: "none", personaSet: null, seats: seatNobody(1) }],
    protocols: ["debate"],
    models: ["m"],
    framings: ["plain"],
    replicates: 1,
    seed: 1,
  });
  const bill = (step: "initial" | "final", promptTokens: number, isEstimated = false) => ({
    step,
    panelist: "panelist-1",
    promptTokens,
    completionTokens: 1,
    isEstimated,
  });
  const spent = spending();
  for (const cell of cells)
    spent.add({
      cell,
      spent: [bill("initial", 10), bill("final", 20, cell.item.id === "b")],
      debate: { ...DEBATE, cell: cell.id },
      ratings: [],
    });
  expect(spent.totals()).toEqual([
    {
      condition: { arm: "none", protocol: "debate", model: "m", phase: "initial" },
      calls: 2,
      promptTokens: 20,
      completionTokens: 2,
      isEstimated: false,
      byItem: { a: 11, b: 11 },
    },
    {
      condition: { arm: "none", protocol: "debate", model: "m", phase: "final" },
      calls: 4,
      promptTokens: 60,
      completionTokens: 4,
      isEstimated: true,
      byItem: { a: 32, b: 32 },
    },
  ]);
});
