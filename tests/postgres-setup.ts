import { createServer } from "node:http";
import type { TestProject } from "vitest/node";
import { findPostgres, type PostgresServer, startPostgres } from "./fakes/postgres-server.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Who tells the address of a PostgreSQL server, and starts one at the first question; null: nobody can. */
    readonly postgres: string | null;
  }
}

/**
 * One PostgreSQL server for the whole suite, started when the first test asks for it and stopped at the end. Tests run
 * in processes of their own and ask over loopback.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const programs = findPostgres();
  if (programs === null && !process.env.ASSIZE_POSTGRES) {
    if (process.env.ASSIZE_CI)
      throw new Error(
        "there is no PostgreSQL to start, and ASSIZE_POSTGRES names none; CI takes no skipped test for it",
      );
    console.warn("tests on PostgreSQL are skipped: there is none to start, and ASSIZE_POSTGRES names none");
    project.provide("postgres", null);
    return async () => {};
  }
  let started: Promise<PostgresServer> | undefined;
  const start = async (): Promise<PostgresServer> => {
    const url = process.env.ASSIZE_POSTGRES;
    if (url) return { url, stop: async () => {} };
    if (programs === null) throw new Error("there is no PostgreSQL to start");
    return startPostgres(programs);
  };
  const door = createServer((_, response) => {
    started ??= start();
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  const address = door.address();
  project.provide(
    "postgres",
    `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`,
  );
  return async () => {
    door.close();
    door.closeAllConnections();
    const server = await started?.catch(() => undefined);
    await server?.stop();
  };
}
