import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { InputError } from "../../../src/domain/errors.ts";
import { callOf, ledgerContract, record, replyOf } from "../../contracts/ledger.ts";
import { freshDatabase, hasPostgres, postgresFor } from "../../postgres.ts";

function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "assize-ledger-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

ledgerContract("the ledger in a SQLite file", async () => {
  const { folder, remove } = temporaryFolder();
  return {
    open: async () => openLedger(join(folder, "deep", "ledger.sqlite")),
    dispose: async () => remove(),
  };
});

describe.runIf(hasPostgres)("on a real server", () => {
  ledgerContract("the ledger in PostgreSQL", async () => {
    const { url, drop } = await freshDatabase();
    return { open: async () => openLedger(url), dispose: drop };
  });

  test("of many that begin the same call at once each learns how many were noted before it", async (context) => {
    const url = await postgresFor(context);
    const ledgers = Array.from({ length: 4 }, () => openLedger(url));
    const begun = await Promise.all(
      Array.from({ length: 40 }, (_, index) => ledgers[index % 4]!.beginCall(callOf(`call ${index}`, "k"))),
    );
    const earlier = begun.map((found) => ("earlier" in found ? found.earlier : -1));
    expect(earlier.sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
    await Promise.all(ledgers.map((ledger) => ledger.close()));
  });
});

test("in a file a call is noted when it is sent, and not before", async () => {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const ledger = openLedger(join(folder, "ledger.sqlite"));
  onTestFinished(ledger.close);
  const call = callOf("one", "k", "mine");
  expect(await ledger.beginCall(call)).toEqual({ earlier: 0 });
  expect((await ledger.spentBy("mine")).lost).toBe(0);
  ledger.sendCall(call);
  expect((await ledger.spentBy("mine")).lost).toBe(1);
});

test("an address that leads to no database is told without its password", async () => {
  const ledger = openLedger("postgres://me:a-secret@127.0.0.1:1/study");
  onTestFinished(ledger.close);
  const error = await ledger.findReply("k").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toMatch(
    /postgres:\/\/127\.0\.0\.1:1\/study cannot be opened .*is the server running/,
  );
  expect(String(error)).not.toContain("a-secret");
});

test("who may write rows but make no tables can use a ledger that stands", async (context) => {
  const url = await postgresFor(context);
  const owner = openLedger(url);
  await record(owner, replyOf("a", "text"));
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const role = `worker_${randomUUID().slice(0, 8)}`;
  await admin.query(`create role ${role} login;
    grant usage on schema assize to ${role};
    grant select, insert, update, delete on all tables in schema assize to ${role}`);
  const address = new URL(url);
  address.username = role;
  const worker = openLedger(address.href);
  expect((await record(worker, replyOf("b", "more"))).text).toBe("more");
  expect((await worker.findReply(replyOf("a", "").key))?.text).toBe("text");
  await worker.close();
  await owner.close();
  await admin.query(`drop owned by ${role}; drop role ${role}`);
  await admin.end();
});

test("a ledger of before, whose entries belong to no run, is read and gains runs", async () => {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const path = join(folder, "ledger.sqlite");
  const old = new DatabaseSync(path);
  old.exec(`create table reply ("key" text primary key, "end" text not null, text text not null, digest text not null,
    prompt_tokens integer, completion_tokens integer, model text, fingerprint text, call text not null, created bigint not null);
    create table open_call (id text primary key, key text not null, created bigint not null);
    insert into reply values ('k', 'complete', 'old', 'd', 1, 1, null, null, 'c', 1)`);
  old.close();
  const ledger = openLedger(path);
  expect(await ledger.findReply("k")).toMatchObject({ text: "old", run: null });
  await record(ledger, replyOf("a", "new", { run: "mine" }));
  expect((await ledger.spentBy("mine")).calls).toBe(1);
  await ledger.close();
});

function writer(path: string, label: string, count: number) {
  const script = fileURLToPath(new URL("./writer.ts", import.meta.url));
  return spawn(process.execPath, [script, path, label, String(count)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

test("processes that open a new file at the same time share it, and nothing acknowledged is lost", async () => {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const path = join(folder, "ledger.sqlite");
  const outputs = await Promise.all(
    ["a", "b", "c", "d"].map((label) => text(writer(path, label, 50).stdout)),
  );
  const keys = outputs.join("").trim().split("\n");
  expect(keys).toHaveLength(200);
  const ledger = openLedger(path);
  for (const key of keys) expect(await ledger.findReply(key)).toBeDefined();
  await ledger.close();
});

test("a killed process loses no reply that it was told is stored", async () => {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const path = join(folder, "ledger.sqlite");
  const child = writer(path, "killed", 1_000_000);
  let printed = "";
  for await (const piece of child.stdout) {
    printed += String(piece);
    if (printed.length > 65 * 100) child.kill("SIGKILL");
  }
  const keys = printed.slice(0, printed.lastIndexOf("\n")).split("\n");
  expect(keys.length).toBeGreaterThanOrEqual(100);
  const ledger = openLedger(path);
  for (const key of keys) expect(await ledger.findReply(key)).toBeDefined();
  await ledger.close();
});

test("a file that is no ledger is refused with its path and what to do", () => {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const path = join(folder, "notes.txt");
  writeFileSync(path, "these are notes, and no database at all\n".repeat(100));
  expect(() => openLedger(path)).toThrow(InputError);
  expect(() => openLedger(path)).toThrow(/notes\.txt cannot be opened .*name another file/);
  expect(() => openLedger(folder)).toThrow(/cannot be opened/);
});

test("a ledger in memory keeps what it is told until it is closed", async () => {
  const ledger = openLedger(":memory:");
  const reply = replyOf("a", "text");
  await record(ledger, reply);
  expect(await ledger.findReply(reply.key)).toEqual(reply);
  await ledger.close();
});
