/** Ways to make the same calls: ours, with ledger and parsing, and a bare pool of connections as the floor. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent } from "undici";
import { replySchema } from "../../src/adapters/chat/reply-schema.ts";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { openModel } from "../../src/adapters/open-model.ts";
import type { AssessTask } from "../../src/domain/prompt.ts";
import type { ModelSpec } from "../../src/domain/study.ts";
import { assessPrompt } from "../../src/prompts/assess.ts";

const SENTENCE =
  "In this trial 120 patients were given a new drug, and half of them slept better than before. ";
const scale = { min: 1, max: 5, step: 1, level: "ordinal" } as const;

/** A prompt of about 3 kB, as a short summary with its source makes. */
function taskOf(item: number): AssessTask {
  return {
    kind: "assess",
    item: {
      id: `item-${item}`,
      kind: "summary",
      source: `Trial ${item}. ${SENTENCE.repeat(18)}`,
      output: `In trial ${item} a drug helped half of the patients sleep.`,
    },
    rubric: RUBRIC,
    seat: { id: "seat-1", persona: null, passages: [] },
    framing: "plain",
  };
}
const RUBRIC = {
  dimensions: [
    { id: "clarity", definition: "easy to follow", scale },
    { id: "faithfulness", definition: "says what the source says", scale },
  ],
};

export type Measured = {
  readonly perSecond: number;
  /** Milliseconds of processor time for each call. */
  readonly cpu: number;
  readonly seconds: number;
  readonly values: number;
};

/** Runs `count` pieces of work, `atOnce` at a time, and takes time and processor time. */
async function measured(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<boolean>,
): Promise<Measured> {
  const began = performance.now();
  const before = process.cpuUsage();
  let next = 0;
  let values = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let index = next++; index < count; index = next++) if (await work(index)) values++;
    }),
  );
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - began) / 1000;
  return { perSecond: count / seconds, cpu: (user + system) / 1000 / count, seconds, values };
}

/** The floor: the same bytes over the same kind of pool, and the answer read to its end. */
export async function bareCalls(url: string, count: number, inFlight: number): Promise<Measured> {
  const pool = new Agent({ connections: inFlight });
  const { origin, pathname } = new URL(`${url}/chat/completions`);
  const prompt = assessPrompt(taskOf(0));
  const schema = { name: "assess", strict: true, schema: replySchema(prompt.schema).json };
  const body = JSON.stringify({
    model: "bench",
    messages: prompt.messages,
    response_format: { type: "json_schema", json_schema: schema },
    seed: 1,
  });
  try {
    return await measured(count, inFlight, async () => {
      const answer = await pool.request({
        origin,
        path: pathname,
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      await answer.body.text();
      return answer.statusCode === 200;
    });
  } finally {
    await pool.destroy();
  }
}

/** Ours: a new item for each call, through the ledger on disk, parsed by the prompt's schema; then once more, replayed. */
export async function ourCalls(
  url: string,
  count: number,
  inFlight: number,
  client: ModelSpec["client"] = "lean",
): Promise<{
  readonly made: Measured;
  readonly replayed: Measured;
  readonly repeated: number;
  readonly used: number;
}> {
  const folder = mkdtempSync(join(tmpdir(), "assize-bench-"));
  const ledger = openLedger(join(folder, "ledger.sqlite"));
  const spec: ModelSpec = { id: "m", model: "openai:bench", baseURL: url, client };
  const open = () => openModel(spec, { ledger, environment: {}, concurrency: inFlight });
  const model = await open();
  const again = await open();
  const ask = (opened: typeof model) => async (index: number) => {
    const reply = await opened.complete(assessPrompt(taskOf(index)), { label: "0", seed: index });
    return reply.status === "ok";
  };
  try {
    // As a study does, twice as much is wanted at once as may be in flight.
    const made = await measured(count, 2 * inFlight, ask(model));
    const { used, repeated } = model.tally();
    const replayed = await measured(count, inFlight, ask(again));
    return { made, replayed, repeated, used };
  } finally {
    await model.close();
    await again.close();
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
