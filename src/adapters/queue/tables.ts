import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "../ledger/tables.ts";

/** The ledger's database: queued studies stand beside the replies. */
export type Database = Kysely<Tables>;

/** Any number: it tells our lock from the ledger's and from those of others. */
const LOCK = 0x455131;

/** Whether the tables of queued studies stand. */
export async function hasQueue(database: Database): Promise<boolean> {
  const { rows } = await sql<{ stands: boolean }>`
    select to_regclass('assize.queued_study') is not null and to_regclass('assize_queue.job') is not null as stands
  `.execute(database);
  return rows[0]?.stands ?? false;
}

/** Makes what is missing, one process at a time. */
export async function makeQueueTables(database: Database): Promise<void> {
  await database.transaction().execute(async (transaction: Transaction<Tables>) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
    await sql`create table if not exists assize.document (
      hash text primary key,
      content text not null
    )`.execute(transaction);
    await sql`create table if not exists assize.queued_study (
      hash text primary key,
      title text not null,
      run text not null,
      content text not null,
      terms text not null,
      blocks integer not null,
      cells integer not null,
      claimed_money double precision not null default 0,
      claimed_tokens double precision not null default 0,
      claimed_calls double precision not null default 0,
      created bigint not null
    )`.execute(transaction);
  });
}
