import { sql } from "kysely";
import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import { Block, QueuedStudy } from "../../domain/queued-study.ts";
import type { Cost } from "../budget/budget.ts";
import { parseValue } from "../files/parse-value.ts";
import { openDatabase } from "../ledger/database.ts";
import { digestText, digestValue } from "../ledger/digest.ts";
import { slices } from "../ledger/slices.ts";
import { CELLS, startBoss } from "./boss.ts";
import { hasQueue, makeQueueTables } from "./tables.ts";
import { Terms } from "./terms.ts";

/** Blocks of a queued study by what became of them. `stopped` were called off at the limit of a budget. */
export type BlockCounts = {
  readonly waiting: number;
  readonly active: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
};

/** A queued study as it is listed. */
export type Queued = {
  readonly hash: string;
  readonly title: string;
  /** The name under which the ledger adds up what it pays. */
  readonly run: string;
  readonly blocks: number;
  readonly cells: number;
  readonly terms: Terms;
};

/** A study with its parts, to be queued. `texts` are items and sets as JSON, in any order. */
export type ToQueue = {
  readonly study: QueuedStudy;
  readonly texts: readonly string[];
  readonly run: string;
  readonly cells: number;
  readonly blocks: readonly Block[];
  readonly terms: Terms;
};

/** Does one block, or says that its study's budget is spent; what it throws puts the block back for another try. */
export type DoBlock = (study: string, block: Block, signal: AbortSignal) => Promise<"done" | "at-budget">;

export type Queue = {
  /** Queues a study; gives its digest. A study that is queued already stays, with the new terms. */
  readonly add: (study: ToQueue) => Promise<string>;
  /** Puts blocks that failed or were stopped back in the queue. */
  readonly again: (hash: string) => Promise<void>;
  readonly counts: (hash: string) => Promise<BlockCounts>;
  /** Why blocks failed, each reason once. */
  readonly failures: (hash: string) => Promise<readonly string[]>;
  readonly list: () => Promise<readonly Queued[]>;
  readonly find: (
    hash: string,
  ) => Promise<{ readonly queued: Queued; readonly study: QueuedStudy } | undefined>;
  /** The text of an item or a set. */
  readonly readText: (hash: string) => Promise<string>;
  /** Takes so much of a study's limits, or nothing where it would go beyond one. */
  readonly claim: (hash: string, amount: Cost) => Promise<boolean>;
  /** Sets what is claimed of the limits to what is spent, unless somebody is at work who may have claimed more. */
  readonly settle: (hash: string, spent: Cost) => Promise<void>;
  /** Works blocks, `slots` at once, until the signal aborts; blocks that are then under way go back. */
  readonly work: (slots: number, doBlock: DoBlock, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type QueueSettings = {
  readonly url: string;
  readonly makesTables: boolean;
  readonly heartbeatSeconds?: number | undefined;
  readonly onError: (error: Error) => void;
};

/** Dead workers' cells are taken again within half a minute of this. */
const HEARTBEAT_SECONDS = 20;
const POLL_SECONDS = 0.5;
const BATCH = 1000;
/** How long blocks under way may take to go back when a worker is told to end. */
const LEAVE_MS = 20_000;

const Job = Block.extend({ study: z.string() });

/** A UUID that is the same for the same study and block, so that queueing twice is queueing once. */
function jobId(study: string, block: Block): string {
  const hex = digestValue({ study, block }).slice(0, 32);
  const at = [0, 8, 12, 16, 20, 32];
  const parts = at.slice(1).map((end, index) => hex.slice(at[index], end));
  return parts.join("-");
}

type StudyRow = {
  readonly hash: string;
  readonly title: string;
  readonly run: string;
  readonly content: string;
  readonly terms: string;
  readonly blocks: number;
  readonly cells: number;
};

function toQueued({ hash, title, run, blocks, cells, terms }: StudyRow): Queued {
  const place = `queued study ${hash}`;
  return { hash, title, run, blocks, cells, terms: parseValue(Terms, JSON.parse(terms), place) };
}

/**
 * Opens the queue in a PostgreSQL that holds the ledger too. Null where there is no queue yet and the tables are not
 * ours to make.
 *
 * @throws InputError where the server cannot be reached.
 */
export async function openQueue(settings: QueueSettings): Promise<Queue | null> {
  const { url, makesTables, onError, heartbeatSeconds = HEARTBEAT_SECONDS } = settings;
  const { database, ready } = openDatabase(url);
  try {
    await ready;
    if (makesTables) await makeQueueTables(database);
    else if (!(await hasQueue(database))) {
      await database.destroy();
      return null;
    }
  } catch (error) {
    await database.destroy();
    throw error;
  }
  const boss = await startBoss({ url, makesTables, heartbeatSeconds, onError });

  const idsIn = async (hash: string, states: readonly string[]): Promise<readonly string[]> => {
    const { rows } = await sql<{ id: string }>`
      select id::text as id from assize_queue.job
      where name = ${CELLS} and data->>'study' = ${hash} and state::text = any(${[...states]}::text[])
    `.execute(database);
    return rows.map(({ id }) => id);
  };
  /** Calls off what nobody has begun. */
  const stop = async (hash: string): Promise<void> => {
    for (const slice of slices(await idsIn(hash, ["created", "retry"]), BATCH))
      await boss.cancel(CELLS, [...slice]);
  };
  const listed = async (hash: string | null): Promise<readonly StudyRow[]> => {
    const { rows } = await sql<StudyRow>`
      select hash, title, run, content, terms, blocks, cells from assize.queued_study
      where ${hash}::text is null or hash = ${hash} order by created, hash
    `.execute(database);
    return rows;
  };

  return {
    add: async ({ study, texts, run, cells, blocks, terms }) => {
      const content = JSON.stringify(study);
      const hash = digestText(content).slice(0, 16);
      for (const slice of slices(texts, BATCH))
        await sql`
          insert into assize.document (hash, content)
          select * from unnest(${slice.map(digestText)}::text[], ${[...slice]}::text[]) on conflict do nothing
        `.execute(database);
      await sql`
        insert into assize.queued_study (hash, title, run, content, terms, blocks, cells, created)
        values (${hash}, ${study.title}, ${run}, ${content}, ${JSON.stringify(terms)}, ${blocks.length}, ${cells}, ${Date.now()})
        on conflict (hash) do update set terms = excluded.terms
      `.execute(database);
      // Items in their order, so that the verdicts of the first come out first.
      const jobs = blocks.map((block, index) => ({
        id: jobId(hash, block),
        data: { study: hash, ...block },
        priority: blocks.length - index,
      }));
      for (const slice of slices(jobs, BATCH)) await boss.insert(CELLS, [...slice]);
      return hash;
    },
    again: async (hash) => {
      for (const slice of slices(await idsIn(hash, ["failed"]), BATCH)) await boss.retry(CELLS, [...slice]);
      for (const slice of slices(await idsIn(hash, ["cancelled"]), BATCH))
        await boss.resume(CELLS, [...slice]);
    },
    counts: async (hash) => {
      const { rows } = await sql<{ state: string; count: number }>`
        select state::text as state, count(*)::int as count from assize_queue.job
        where name = ${CELLS} and data->>'study' = ${hash} group by state
      `.execute(database);
      const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
      return {
        waiting: of("created") + of("retry"),
        active: of("active"),
        done: of("completed"),
        failed: of("failed"),
        stopped: of("cancelled"),
      };
    },
    failures: async (hash) => {
      const { rows } = await sql<{ message: string | null }>`
        select distinct output->>'message' as message from assize_queue.job
        where name = ${CELLS} and data->>'study' = ${hash} and state::text = 'failed' limit 5
      `.execute(database);
      return rows.map(({ message }) => message ?? "no reason is known");
    },
    list: async () => (await listed(null)).map(toQueued),
    find: async (hash) => {
      const [row] = await listed(hash);
      if (!row) return undefined;
      const place = `queued study ${hash}`;
      return { queued: toQueued(row), study: parseValue(QueuedStudy, JSON.parse(row.content), place) };
    },
    readText: async (hash) => {
      const { rows } = await sql<{ content: string }>`
        select content from assize.document where hash = ${hash}
      `.execute(database);
      const [row] = rows;
      if (!row || digestText(row.content) !== hash)
        throw new InputError(
          "lost-document",
          `queue: the document ${hash} is gone or was changed; queue the study again`,
        );
      return row.content;
    },
    claim: async (hash, { money, tokens, calls }) => {
      const { rows } = await sql`
        update assize.queued_study set
          claimed_money = claimed_money + ${money}, claimed_tokens = claimed_tokens + ${tokens},
          claimed_calls = claimed_calls + ${calls}
        where hash = ${hash}
          and claimed_money + ${money} <= coalesce((terms::json->'limits'->>'money')::float8, 'infinity')
          and claimed_tokens + ${tokens} <= coalesce((terms::json->'limits'->>'tokens')::float8, 'infinity')
          and claimed_calls + ${calls} <= coalesce((terms::json->'limits'->>'calls')::float8, 'infinity')
        returning hash
      `.execute(database);
      return rows.length > 0;
    },
    settle: async (hash, { money, tokens, calls }) => {
      const processes = await boss.getInstances();
      if (processes.some(({ live, workers }) => live && workers.length > 0)) return;
      await sql`
        update assize.queued_study
        set claimed_money = ${money}, claimed_tokens = ${tokens}, claimed_calls = ${calls} where hash = ${hash}
      `.execute(database);
    },
    work: async (slots, doBlock, signal) => {
      await boss.work(
        CELLS,
        {
          localConcurrency: slots,
          pollingIntervalSeconds: POLL_SECONDS,
          // While there is a backlog the next block is fetched at once.
          burstWhenReadyExceeds: 1,
          heartbeatRefreshSeconds: heartbeatSeconds / 4,
        },
        async ([job]) => {
          if (!job) return;
          const { study, ...block } = parseValue(Job, job.data, `job ${job.id}`);
          const end = await doBlock(study, block, AbortSignal.any([signal, job.signal]));
          if (end === "done") return;
          await boss.cancel(CELLS, job.id);
          await stop(study);
        },
      );
      if (!signal.aborted)
        await new Promise<void>((resolve) =>
          signal.addEventListener("abort", () => resolve(), { once: true }),
        );
      await boss.stop({ graceful: true, timeout: LEAVE_MS });
    },
    close: async () => {
      await boss.stop({ graceful: false });
      await database.destroy();
    },
  };
}
