import type { PgBoss } from "pg-boss";

/** Tables of the queue, in a schema of their own. */
export const QUEUE_SCHEMA = "assize_queue";
export const CELLS = "cells";

export type BossSettings = {
  readonly url: string;
  /** Whoever queues makes the tables; a worker needs the right to read and write rows alone. */
  readonly makesTables: boolean;
  /** Seconds without a sign of life after which a worker is taken for dead; 10 at least. */
  readonly heartbeatSeconds: number;
  /** Told of what goes wrong beside the work, such as a lost connection. */
  readonly onError: (error: Error) => void;
};

/** Connections of a process to the queue, beside those to the ledger. */
const CONNECTIONS = 4;
/** Dead workers are looked for this often, within the time in which a sign of life is due. */
const LOOKS_IN_A_HEARTBEAT = 4;
/**
 * A worker that lives and hangs loses its cell after this long. Workers that die are found by their silence, so it is
 * far above the longest debate on the slowest model: a live worker's cells must never be taken.
 */
const HANGING_SECONDS = 4 * 3600;
/** A cell whose worker died, or whose provider failed, is taken again so often. */
const RETRIES = 20;
const YEAR_SECONDS = 365 * 24 * 3600;

const OPTIONS = {
  expireInSeconds: HANGING_SECONDS,
  retryLimit: RETRIES,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 60,
  retentionSeconds: YEAR_SECONDS,
  // What is done stays, so that queueing a study again does nothing.
  deleteAfterSeconds: 0,
} as const;

/** Starts pg-boss on a PostgreSQL whose queue stands, or is to be made. Whoever starts it stops it. */
export async function startBoss(settings: BossSettings): Promise<PgBoss> {
  const { url, makesTables, heartbeatSeconds, onError } = settings;
  const { PgBoss } = await import("pg-boss");
  const often = Math.round(heartbeatSeconds / LOOKS_IN_A_HEARTBEAT);
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    max: CONNECTIONS,
    migrate: makesTables,
    createSchema: makesTables,
    schedule: false,
    superviseIntervalSeconds: often,
    monitorIntervalSeconds: often,
    // Workers learn from it that there is a backlog.
    queueCacheIntervalSeconds: often,
  });
  boss.on("error", onError);
  await boss.start();
  if (makesTables) {
    await boss.createQueue(CELLS, { ...OPTIONS, heartbeatSeconds });
    // Queues that stand keep their options otherwise.
    await boss.updateQueue(CELLS, { ...OPTIONS, heartbeatSeconds });
  }
  return boss;
}
