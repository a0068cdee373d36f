import { expect, test } from "vitest";
import { readItems } from "../../../src/adapters/files/read-items.ts";
import { readJson } from "../../../src/adapters/files/read-json.ts";
import { lexicalAnswer } from "../../../src/adapters/lexical/lexical-answer.ts";
import { debateFacts } from "../../../src/analysis/debate/debate-facts.ts";
import { panelVerdicts } from "../../../src/analysis/panel-verdicts.ts";
import { gatherOutcomes } from "../../../src/cli/run/gather-outcomes.ts";
import { PersonaSet } from "../../../src/domain/persona.ts";
import type { Rubric } from "../../../src/domain/rubric.ts";
import { planCells } from "../../../src/study/plan-cells.ts";
import { type CellOutcome, runStudy } from "../../../src/study/run-study.ts";
import { seatNobody, seatPanel } from "../../../src/study/seat-panel.ts";
import { Accident, scriptedComplete } from "../../fakes/scripted-complete.ts";

const scale = { min: 1, max: 5, step: 1, level: "ordinal" } as const;
const rubric: Rubric = { dimensions: [{ id: "clarity", definition: "", scale }] };

async function outcomesOf(): Promise<{
  readonly outcomes: readonly CellOutcome[];
  readonly set: PersonaSet;
}> {
  const set = await readJson("personas/grounded/plain-medicine-1.json", PersonaSet);
  const items = await readItems("corpora/plain-medicine/items.jsonl", 3);
  const { complete } = scriptedComplete((task, draw) =>
    draw.seed % 7 === 0 ? new Accident("refused") : lexicalAnswer(task, draw.seed),
  );
  const cells = planCells({
    items,
    panels: [
      { arm: "none", personaSet: null, seats: seatNobody(2) },
      { arm: "grounded", personaSet: set.id, seats: seatPanel(set, 4) },
    ],
    protocols: ["independent", "debate"],
    models: ["m"],
    framings: ["plain"],
    replicates: 2,
    seed: 1,
  });
  const outcomes: CellOutcome[] = [];
  for await (const outcome of runStudy({ complete: () => complete }, cells, { rubric, purpose: "Judge." }, 4))
    outcomes.push(outcome);
  return { outcomes, set };
}

test("gathered item by item, verdicts and facts are what all debates together give", async () => {
  const { outcomes, set } = await outcomesOf();
  const written = { ratings: [] as unknown[], debates: [] as unknown[] };
  const file = (lines: unknown[]) => ({
    add: async (values: Iterable<unknown>) => void lines.push(...values),
    complete: async () => {},
    leave: async () => {},
  });
  const setsOfArm = new Map([["grounded", [set]]]);
  const gathering = gatherOutcomes({
    ratings: file(written.ratings),
    debates: file(written.debates),
    setsOfArm,
    keepsDebates: false,
  });
  for (const outcome of outcomes) await gathering.add(outcome);
  expect(gathering.cells()).toBe(outcomes.length);
  const { verdicts, facts, accidents, debates } = gathering.gathered();
  const rows = outcomes.flatMap(({ ratings }) => ratings);
  const all = outcomes.map(({ debate }) => debate);
  expect(verdicts).toEqual(panelVerdicts(rows, all, setsOfArm));
  expect(facts).toEqual(debateFacts(all));
  expect(written).toEqual({ ratings: rows, debates: all });
  expect(debates).toEqual([]);
  const refused = all.find(({ groups }) => JSON.stringify(groups).includes('"status":"refused"'));
  expect(refused).toBeDefined();
  expect(accidents).toEqual([refused]);
});
