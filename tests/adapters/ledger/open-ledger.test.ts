import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../../src/adapters/ledger/open-ledger.ts";
import { InputError } from "../../../src/domain/errors.ts";
import { ledgerContract, replyOf } from "../../contracts/ledger.ts";

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
  await ledger.recordReply(reply);
  expect(await ledger.findReply(reply.key)).toEqual(reply);
  await ledger.close();
});
