import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { expect, type TestContext, test } from "vitest";
import { digestText } from "../../../src/adapters/ledger/digest.ts";
import { openQueue, type Queue, type ToQueue } from "../../../src/adapters/queue/queue.ts";
import type { Block } from "../../../src/domain/queued-study.ts";
import { Study } from "../../../src/domain/study.ts";
import { postgresFor } from "../../postgres.ts";

const item = JSON.stringify({ id: "i", kind: "summary", source: "s", output: "o" });
const blocks = Array.from(
  { length: 3 },
  (_, replicate): Block => ({
    item: digestText(item),
    arm: "none",
    personaSet: null,
    model: "m",
    framing: "plain",
    replicate,
  }),
);
const toQueue: ToQueue = {
  study: {
    version: 1,
    title: "small",
    study: Study.parse({
      version: 1,
      items: { file: "items.jsonl" },
      task: "Judge.",
      arms: [{ id: "none", kind: "none" }],
      model: "lexical",
    }),
    models: [{ id: "m", model: "lexical" }],
    rubric: { dimensions: [{ id: "clear", definition: "", scale: { min: 1, max: 5, level: "ordinal" } }] },
    sets: [],
    items: "x",
  },
  texts: [item],
  run: "queue-x",
  cells: 6,
  blocks,
  terms: { limits: { money: 10 }, prices: {} },
};

async function open(context: TestContext, url: string, makesTables = true): Promise<Queue> {
  const queue = await openQueue({ url, makesTables, onError: () => {} });
  if (!queue) throw new Error("a queue is needed");
  context.onTestFinished(queue.close);
  return queue;
}

test("a worker finds no queue where nothing was ever queued, and needs to make none where one stands", async (context) => {
  const url = await postgresFor(context);
  expect(await openQueue({ url, makesTables: false, onError: () => {} })).toBeNull();
  await open(context, url);
  await open(context, url, false);
});

test("queueing a study twice queues it once, in any process, and its parts are found by their digests", async (context) => {
  const url = await postgresFor(context);
  const [one, other] = [await open(context, url), await open(context, url)];
  const hash = await one.add(toQueue);
  expect(await other.add({ ...toQueue, terms: { limits: { money: 20 }, prices: {} } })).toBe(hash);
  expect(await one.counts(hash)).toEqual({ waiting: 3, active: 0, done: 0, failed: 0, stopped: 0 });
  const found = await one.find(hash);
  expect(found?.study).toEqual(toQueue.study);
  // What may change has changed, and nothing else.
  expect(found?.queued.terms.limits).toEqual({ money: 20 });
  expect(await other.readText(digestText(item))).toBe(item);
  await expect(other.readText("nothing")).rejects.toMatchObject({ code: "lost-document" });
});

test("blocks come in their order, once; what throws comes again, what is at its budget stops the study until it is let go on", async (context) => {
  const url = await postgresFor(context);
  const queue = await open(context, url);
  const worker = await open(context, url, false);
  const hash = await queue.add(toQueue);
  const done: number[] = [];
  const end = new AbortController();
  let tries = 0;
  let isSpent = true;
  const work = worker.work(
    1,
    async (study, { replicate }) => {
      expect(study).toBe(hash);
      if (replicate === 0 && ++tries === 1) throw new Error("a provider's bad day");
      if (replicate === 2 && isSpent) return "at-budget";
      done.push(replicate);
      return "done";
    },
    end.signal,
  );
  const until = async (what: string, count: number): Promise<void> => {
    while (Object.entries(await queue.counts(hash)).find(([name]) => name === what)?.[1] !== count)
      await delay(50);
  };
  await until("stopped", 2);
  // The first waits for its second try when the last finds the budget spent.
  expect(done).toEqual([1]);
  isSpent = false;
  await queue.again(hash);
  await until("done", 3);
  expect(done.toSorted()).toEqual([0, 1, 2]);
  expect(tries).toBe(2);
  end.abort();
  await work;
});

test("claims on a limit never go beyond it, however many ask at once, and what is given back can be claimed again", async (context) => {
  const url = await postgresFor(context);
  const queue = await open(context, url);
  const hash = await queue.add(toQueue);
  const claim = (money: number) => queue.claim(hash, { money, tokens: 1000, calls: 1 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => claim(3)));
  expect(answers.filter((isGiven) => isGiven)).toHaveLength(3);
  expect(await claim(2)).toBe(false);
  expect(await claim(-3)).toBe(true);
  expect(await claim(2)).toBe(true);
  await queue.settle(hash, { money: 0, tokens: 0, calls: 0 });
  expect(await claim(10)).toBe(true);
});

test("a worker needs no more rights than docs/scale.md gives it", async (context) => {
  const url = await postgresFor(context);
  const owner = await open(context, url);
  const doc = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "scale.md"), "utf8");
  const grants = /```sql\n(create role worker[\s\S]*?)```/.exec(doc)?.[1];
  if (grants === undefined) throw new Error("docs/scale.md has no grants");
  // Roles are the server's and not the database's: they are named apart, and dropped.
  const role = `worker_${Date.now()}`;
  const asOwner = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await asOwner(grants.replaceAll("worker", role));
  const hash = await owner.add(toQueue);
  const address = new URL(url);
  address.username = role;
  const errors: Error[] = [];
  const worker = await openQueue({
    url: address.href,
    makesTables: false,
    onError: (error) => errors.push(error),
  });
  if (!worker) throw new Error("a queue is needed");
  const end = new AbortController();
  let done = 0;
  const work = worker.work(
    2,
    async () => {
      if (++done === 3) end.abort();
      return "done";
    },
    end.signal,
  );
  await work;
  expect((await owner.counts(hash)).done).toBe(3);
  expect(errors).toEqual([]);
  await worker.close();
  await asOwner(`drop owned by ${role}; drop role ${role}`);
});
