import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, onTestFinished, test } from "vitest";
import { openLedger } from "../../src/adapters/ledger/open-ledger.ts";
import { program } from "../../src/cli/program.ts";
import { replyOf } from "../contracts/ledger.ts";

function place() {
  const cwd = mkdtempSync(join(tmpdir(), "assize-ledger-cli-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const printed: string[] = [];
  const context = {
    cwd,
    environment: {},
    signal: new AbortController().signal,
    print: (text: string) => printed.push(text),
    remark: () => {},
    isInteractive: false,
  };
  const run = async (...args: string[]) => {
    printed.length = 0;
    const code = await program(context).run(["ledger", ...args]);
    return { code, text: printed.join("\n") };
  };
  return { cwd, run, file: join(cwd, ".assize", "ledger.sqlite") };
}

test("a ledger tells what it holds, whether it is sound, and drops what is old", async () => {
  const { run, file } = place();
  const ledger = openLedger(file);
  await ledger.recordReplies([replyOf("a", "text"), replyOf("b", "more", { created: Date.now() })]);
  await ledger.close();

  const stats = await run("stats");
  expect(stats.text).toMatch(/m-2026, complete: 2 replies, 240 \+ 14 tokens, 8 bytes/);
  expect(JSON.parse((await run("stats", "--json")).text)).toMatchObject({ openCalls: 0 });
  expect(await run("verify")).toMatchObject({
    code: 0,
    text: expect.stringContaining("every entry is what"),
  });

  expect((await run("gc", "--older-than", "30", "--dry-run")).text).toMatch(/would drop 1 replies/);
  expect((await run("gc", "--older-than", "30")).text).toMatch(/^dropped 1 replies/);
  expect((await run("gc", "--older-than", "30")).text).toMatch(/^dropped 0 replies/);
  await expect(run("gc")).rejects.toThrow(/--older-than DAYS, --vectors/);

  const database = new DatabaseSync(file);
  database.exec("update reply set text = 'forged'");
  database.close();
  const verified = await run("verify");
  expect(verified.code).toBe(1);
  expect(verified.text).toMatch(/^reply [0-9a-f]{64}: its text is not/);
});

test("a ledger that is not there is told, and not made", async () => {
  const { run, file } = place();
  await expect(run("stats")).rejects.toThrow(
    /ledger: there is none at .*ledger\.sqlite; name it with --ledger/,
  );
  expect(existsSync(file)).toBe(false);
});
