import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject, type TestContext } from "vitest";

/** Whether tests can have a PostgreSQL: named by ASSIZE_POSTGRES, or one that is here to be started. */
export const hasPostgres = inject("postgres") !== null;

export type FreshDatabase = { readonly url: string; readonly drop: () => Promise<void> };

async function serverUrl(): Promise<string> {
  const door = inject("postgres");
  if (door === null) throw new Error("there is no PostgreSQL to start, and ASSIZE_POSTGRES names none");
  const answer = await fetch(door);
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return said;
}

async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

/** A new, empty database; `drop` removes it, whoever is still connected. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = await serverUrl();
  const name = `assize_${randomUUID().replaceAll("-", "")}`;
  await command(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => command(server, `drop database if exists ${name} with (force)`) };
}

/**
 * The address of a fresh database that is dropped when the test is done. Where no PostgreSQL can be had the test is
 * skipped, and says why.
 *
 * @example test("…", async (context) => { const url = await postgresFor(context) })
 */
export async function postgresFor(context: TestContext): Promise<string> {
  if (!hasPostgres) context.skip("there is no PostgreSQL to start, and ASSIZE_POSTGRES names none");
  const { url, drop } = await freshDatabase();
  context.onTestFinished(drop);
  return url;
}
