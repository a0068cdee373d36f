import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDatabase } from "../../../src/adapters/ledger/database.ts";
import { digestText } from "../../../src/adapters/ledger/digest.ts";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { openUpkeep } from "../../../src/adapters/ledger/upkeep.ts";
import { begin, callOf, replyOf } from "../../contracts/ledger.ts";
import { freshDatabase, hasPostgres } from "../../postgres.ts";

async function sqliteFile(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "assize-upkeep-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "ledger.sqlite");
}

async function postgresDatabase(): Promise<string> {
  const { url, drop } = await freshDatabase();
  onTestFinished(drop);
  return url;
}

/** A ledger with three replies by two calls, a vector and a call that nobody answered. */
async function filled(place: string) {
  const ledger = openLedger(place);
  await ledger.recordReplies([
    replyOf("a", "aé", { call: "one", created: 1000 }),
    replyOf("b", "bb", { call: "one", created: 1000 }),
  ]);
  await ledger.recordReplies([
    replyOf("c", "", { call: "two", end: "refused", promptTokens: null, created: 2000 }),
  ]);
  await ledger.recordVectors(new Map([[digestText("text"), Float64Array.of(1, 2, 3)]]));
  await begin(ledger, callOf("open", digestText("d")));
  await ledger.close();
  const upkeep = await openUpkeep(place);
  onTestFinished(upkeep.close);
  return upkeep;
}

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

describe.each([
  ["in a SQLite file", true, sqliteFile],
  ["in PostgreSQL", hasPostgres, postgresDatabase],
] as const)("a ledger %s", (_, isThere, place) => {
  test.runIf(isThere)("tells what it holds", async () => {
    const stats = await (await filled(await place())).stats();
    const model = "m-2026";
    const tokens = { promptTokens: 240, completionTokens: 14, untold: 0 };
    expect(stats).toEqual({
      replies: [
        { model, end: "complete", replies: 2, calls: 1, ...tokens, bytes: 5 },
        {
          model,
          end: "refused",
          replies: 1,
          calls: 1,
          promptTokens: 0,
          completionTokens: 7,
          untold: 1,
          bytes: 0,
        },
      ],
      openCalls: 1,
      vectors: { count: 1, bytes: 12 },
      oldest: 1000,
      newest: 2000,
    });
  });

  test.runIf(isThere)("is sound, until somebody has been at it", async () => {
    const where = await place();
    const upkeep = await filled(where);
    expect(await all(upkeep.problems())).toEqual([]);
    const { database } = openDatabase(where);
    await database.updateTable("reply").set({ text: "a5" }).where("key", "=", digestText("a")).execute();
    await database.updateTable("reply").set({ end: "sold" }).where("key", "=", digestText("b")).execute();
    await database
      .updateTable("vector")
      .set({ components: Uint8Array.of(1, 2, 3) })
      .execute();
    await database.destroy();
    const problems = await all(upkeep.problems());
    expect(problems).toHaveLength(3);
    for (const told of [
      `reply ${digestText("a")}: its text is not`,
      `reply ${digestText("b")}: nobody knows the end "sold"`,
      `vector ${digestText("text")}: its bytes`,
    ])
      expect(problems.join("\n")).toContain(told);
  });

  test.runIf(isThere)("drops what is named by its age or kind, and nothing else", async () => {
    const upkeep = await filled(await place());
    const old = { before: 1500, vectors: false };
    expect(await upkeep.drop(old, false)).toEqual({ replies: 2, openCalls: 1, vectors: 0 });
    expect((await upkeep.stats()).replies).toHaveLength(2);
    await upkeep.drop(old, true);
    expect(await upkeep.stats()).toMatchObject({
      replies: [{ end: "refused" }],
      openCalls: 0,
      vectors: { count: 1 },
    });
    expect(await upkeep.drop({ vectors: true }, true)).toEqual({ replies: 0, openCalls: 0, vectors: 1 });
    expect((await upkeep.stats()).replies).toHaveLength(1);
  });
});

test("many entries are looked through some at a time", async () => {
  const where = await sqliteFile();
  const ledger = openLedger(where);
  await ledger.recordReplies(
    Array.from({ length: 1234 }, (_, index) => replyOf(`k${index}`, `text ${index}`)),
  );
  await ledger.close();
  const { database } = openDatabase(where);
  await sql`update reply set digest = 'x' where rowid % 10 = 0`.execute(database);
  await database.destroy();
  const upkeep = await openUpkeep(where);
  onTestFinished(upkeep.close);
  expect(await all(upkeep.problems())).toHaveLength(123);
});
