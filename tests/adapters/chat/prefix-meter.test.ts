import { expect, test } from "vitest";
import { prefixMeter } from "../../../src/adapters/chat/prefix-meter.ts";
import { readItems } from "../../../src/adapters/files/read-items.ts";
import { readJson } from "../../../src/adapters/files/read-json.ts";
import { readYaml } from "../../../src/adapters/files/read-yaml.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { openModel } from "../../../src/adapters/open-model.ts";
import { PersonaSet } from "../../../src/domain/persona.ts";
import { Rubric } from "../../../src/domain/rubric.ts";
import { planCells } from "../../../src/study/plan-cells.ts";
import { runStudy } from "../../../src/study/run-study.ts";
import { seatNobody, seatPanel } from "../../../src/study/seat-panel.ts";

const long = (letter: string, blocks: number) => letter.repeat(128 * blocks);

test("of each prompt the whole blocks count that an earlier one opened with", () => {
  const meter = prefixMeter();
  meter.add("a", [long("x", 10) + long("y", 10)]);
  expect(meter.share()).toEqual({ characters: 2560, repeated: 0 });
  meter.add("b", [long("x", 10) + long("z", 10)]);
  expect(meter.share()).toEqual({ characters: 5120, repeated: 1280 });
  // The same words count for nothing behind another opening.
  meter.add("c", [`!${long("x", 10)}${long("y", 10)}`]);
  expect(meter.share()).toEqual({ characters: 5120 + 2561, repeated: 1280 });
  meter.add("b", [long("x", 10) + long("z", 10)]);
  expect(meter.share().characters).toBe(5120 + 2561);
});

test("seven tenths and more of the quickstart study's prompts open as an earlier one did", async () => {
  const items = await readItems("corpora/plain-medicine/items.jsonl", 1);
  const set = (name: string) => readJson(`personas/grounded/${name}.json`, PersonaSet);
  const sets = await Promise.all(["plain-medicine-1", "plain-medicine-2", "support-desk-1"].map(set));
  const panels = [
    { arm: "none", personaSet: null, seats: seatNobody(4) },
    ...sets.map((made) => ({ arm: "grounded", personaSet: made.id, seats: seatPanel(made, 4) })),
  ];
  const ledger = openLedger(":memory:");
  const model = await openModel({ id: "m", model: "lexical" }, { ledger, environment: {} });
  const cells = planCells({
    items,
    panels,
    protocols: ["independent", "debate"],
    models: ["m"],
    framings: ["plain"],
    replicates: 3,
    seed: 1,
  });
  const brief = {
    rubric: await readYaml("configs/rubrics/summary-fine.yaml", Rubric),
    purpose: "Judge plain-language summaries of medical evidence.",
  };
  for await (const outcome of runStudy({ complete: () => model.complete }, cells, brief, 8)) void outcome;
  await model.close();
  await ledger.close();
  const { characters, repeated } = model.prompts();
  expect(repeated / characters).toBeGreaterThan(0.7);
});
