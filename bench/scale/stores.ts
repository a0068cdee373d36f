/** What storing, finding and queueing take: constants of docs/scale.md. */
import { randomUUID } from "node:crypto";
import { rmSync, statSync } from "node:fs";
import pg from "pg";
import { digestText } from "../../src/adapters/ledger/digest.ts";
import type { Ledger, LedgerReply } from "../../src/adapters/ledger/ledger.ts";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { openQueue } from "../../src/adapters/queue/queue.ts";
import type { Block } from "../../src/domain/queued-study.ts";
import { Study } from "../../src/domain/study.ts";

export type StoreConstants = {
  readonly bytesPerReply: number;
  /** Notes and replies together, as a call takes them. */
  readonly callsPerSecond: number;
  readonly findsPerSecond: number;
};

export type QueueConstants = {
  readonly blocksQueuedPerSecond: number;
  readonly bytesPerBlock: number;
  readonly blocksWorkedPerSecond: number;
  readonly countMilliseconds: number;
};

const AT_ONCE = 64;

async function inFlight(count: number, work: (index: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return count / ((performance.now() - began) / 1000);
}

const keyOf = (index: number): string => digestText(`request ${index}`);

async function storeCalls(ledgers: readonly Ledger[], count: number, text: string): Promise<number> {
  return inFlight(count, async (index) => {
    const ledger = ledgers[index % ledgers.length]!;
    const [key, call] = [keyOf(index), randomUUID()];
    const said = text.replace("0.8", `0.${index}`);
    const note = { key, run: "bench/m", created: Date.now() };
    await ledger.beginCall({ id: call, ...note });
    ledger.sendCall({ id: call, ...note });
    const reply: LedgerReply = {
      ...note,
      end: "complete",
      text: said,
      digest: digestText(said),
      call,
      promptTokens: 1500,
      completionTokens: 200,
      model: "gpt-x-2026-01-01",
      fingerprint: "fp_0123456789",
      chances: null,
    };
    await ledger.recordReplies([reply]);
  });
}

async function findCalls(ledger: Ledger, count: number): Promise<number> {
  return inFlight(count, async (index) => {
    if (!(await ledger.findReply(keyOf(index)))) throw new Error(`reply ${index} is gone`);
  });
}

/** The ledger in a file. */
export async function measureFile(path: string, count: number, text: string): Promise<StoreConstants> {
  const ledger = openLedger(path);
  const callsPerSecond = await storeCalls([ledger], count, text);
  const findsPerSecond = await findCalls(ledger, count);
  await ledger.close();
  const bytesPerReply = statSync(path).size / count;
  rmSync(path);
  return { callsPerSecond, findsPerSecond, bytesPerReply };
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<readonly T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query<T>(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

async function sizeOf(url: string, tables: readonly string[]): Promise<number> {
  const sum = tables.map((table) => `pg_total_relation_size('${table}')`).join(" + ");
  const [row] = await ask<{ size: string }>(url, `select ${sum} as size`);
  return Number(row?.size);
}

/** The ledger in PostgreSQL, with so many processes' connections. */
export async function measurePostgres(
  url: string,
  count: number,
  text: string,
  processes: number,
): Promise<StoreConstants> {
  const ledgers = Array.from({ length: processes }, () => openLedger(url));
  await ledgers[0]!.findReply("");
  const callsPerSecond = await storeCalls(ledgers, count, text);
  const findsPerSecond = await findCalls(ledgers[0]!, count);
  const bytesPerReply = (await sizeOf(url, ["assize.reply"])) / count;
  await ask(url, "truncate assize.reply, assize.open_call");
  for (const ledger of ledgers) await ledger.close();
  return { callsPerSecond, findsPerSecond, bytesPerReply };
}

/** The queue, with blocks that do nothing. */
export async function measureQueue(url: string, count: number): Promise<QueueConstants> {
  const queue = await openQueue({ url, makesTables: true, onError: () => {} });
  if (!queue) throw new Error("a queue is needed");
  const blocks = Array.from(
    { length: count },
    (_, index): Block => ({
      item: keyOf(index),
      arm: "grounded",
      personaSet: "plain-medicine-1",
      model: "m",
      framing: "plain",
      replicate: 0,
    }),
  );
  const study = Study.parse({
    version: 1,
    items: { file: "i" },
    task: "t",
    arms: [{ id: "none", kind: "none" }],
    model: "lexical",
  });
  const rubric = {
    dimensions: [{ id: "d", definition: "", scale: { min: 0, max: 1, level: "interval" as const } }],
  };
  const models = [{ id: "m", model: "lexical" }];
  const began = performance.now();
  const hash = await queue.add({
    study: { version: 1, title: "bench", study, models, rubric, sets: [], items: "" },
    texts: [],
    run: "bench",
    cells: count,
    blocks,
    terms: { limits: {}, prices: {} },
  });
  const blocksQueuedPerSecond = count / ((performance.now() - began) / 1000);
  const bytesPerBlock = (await sizeOf(url, ["assize_queue.job_common"])) / count;
  const looked = performance.now();
  await queue.counts(hash);
  const countMilliseconds = performance.now() - looked;
  const end = new AbortController();
  let done = 0;
  const worked = performance.now();
  let seconds = 0;
  const most = Math.min(count, 2000);
  await queue.work(
    16,
    async () => {
      done++;
      if (done === most) {
        seconds = (performance.now() - worked) / 1000;
        end.abort();
      }
      return "done";
    },
    end.signal,
  );
  await queue.close();
  return { blocksQueuedPerSecond, bytesPerBlock, countMilliseconds, blocksWorkedPerSecond: most / seconds };
}
