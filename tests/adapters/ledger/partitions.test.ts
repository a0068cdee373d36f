import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { postgresFor } from "../../postgres.ts";

const doc = readFileSync(join(import.meta.dirname, "..", "..", "..", "docs", "scale.md"), "utf8");

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const result = await client.query(sql).finally(() => client.end());
  return result.rows ?? [];
}

const reply = (key: string) => ({
  key,
  end: "complete" as const,
  text: key,
  digest: key,
  call: `call ${key}`,
  run: "run",
  created: 1,
  promptTokens: 1,
  completionTokens: 1,
  model: null,
  fingerprint: null,
  chances: null,
});

test("a ledger parted as docs/scale.md says holds what it held, and takes more", async (context) => {
  const url = await postgresFor(context);
  const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
  const before = openLedger(url);
  await before.recordReplies(keys.map(reply));
  await before.close();
  const sql = /```sql\n(begin;[\s\S]*?)```/.exec(doc)?.[1];
  if (sql === undefined) throw new Error("docs/scale.md has no SQL");
  await query(url, sql);
  const parts = await query(url, "select relid from pg_partition_tree('assize.reply') where isleaf");
  expect(parts).toHaveLength(16);

  const ledger = openLedger(url);
  for (const key of keys) expect((await ledger.findReply(key))?.text).toBe(key);
  await ledger.beginCall({ id: "call later", key: "later", run: "run", created: 2 });
  await ledger.recordReplies([reply("later")]);
  // The first reply stays, in parts as in one table.
  const [standing] = await ledger.recordReplies([{ ...reply("later"), text: "another" }]);
  expect(standing?.text).toBe("later");
  expect(await ledger.spentBy("run")).toMatchObject({ calls: 41, promptTokens: 41 });
  await ledger.close();
});
