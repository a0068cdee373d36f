/**
 * The memory of a study of so many items over HTTP: `node --expose-gc bench/engine/memory.ts ITEMS URL`. Items come one by
 * one, and what the cells leave is written and let go, so that what grows is the engine's. Prints the most live memory that
 * was seen after a collection, and the most that the process took.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { growingFile } from "../../src/adapters/files/growing-file.ts";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { openModel } from "../../src/adapters/open-model.ts";
import type { Rubric } from "../../src/domain/rubric.ts";
import { type Cells, cellsOf, type Design } from "../../src/study/plan-cells.ts";
import { runStudy } from "../../src/study/run-study.ts";
import { seatNobody } from "../../src/study/seat-panel.ts";

const [count = 0, url = ""] = [Number(process.argv[2]), process.argv[3]];
const LOOKS = 20;
const scale = { min: 1, max: 5, step: 1, level: "ordinal" } as const;
const rubric: Rubric = {
  dimensions: ["clarity", "faithfulness"].map((id) => ({ id, definition: "", scale })),
};
const design: Omit<Design, "items"> = {
  panels: [{ arm: "none", personaSet: null, seats: seatNobody(1) }],
  protocols: ["independent"],
  models: ["m"],
  framings: ["plain"],
  replicates: 1,
  seed: 1,
};

function* eachCell() {
  for (let index = 0; index < count; index++) {
    const source = `Trial ${index}. ${"Half of the patients slept better than before. ".repeat(40)}`;
    const output = `In trial ${index} a drug helped half of the patients sleep.`;
    yield* cellsOf({ ...design, items: [{ id: `item-${index}`, kind: "summary", source, output }] });
  }
}
const cells: Cells = { length: count, [Symbol.iterator]: eachCell };

const folder = mkdtempSync(join(tmpdir(), "assize-memory-"));
const began = performance.now();
const ledger = openLedger(join(folder, "ledger.sqlite"));
const model = await openModel({ id: "m", model: "openai:bench", baseURL: url }, { ledger, environment: {} });
const [ratings, debates] = await Promise.all(
  ["ratings.jsonl", "debates.jsonl"].map((name) => growingFile(join(folder, name))),
);
if (!ratings || !debates) throw new Error("no files to write");
const live: number[] = [];
let done = 0;
for await (const outcome of runStudy(
  { complete: () => model.complete },
  cells,
  { rubric, purpose: "Judge." },
  130,
)) {
  await ratings.add(outcome.ratings);
  await debates.add([outcome.debate]);
  done++;
  if (done % Math.ceil(count / LOOKS) !== 0) continue;
  globalThis.gc?.();
  live.push(process.memoryUsage().heapUsed / 2 ** 20);
}
await ratings.complete();
await debates.complete();
await model.close();
await ledger.close();
rmSync(folder, { recursive: true, force: true });
const rssMb = process.resourceUsage().maxRSS / 1024;
console.log(
  JSON.stringify({
    items: count,
    heapMb: Math.max(...live),
    rssMb,
    seconds: (performance.now() - began) / 1000,
  }),
);
