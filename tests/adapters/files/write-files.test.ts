import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeJsonl, writeText } from "../../../src/adapters/files/write-files.ts";
import { testFolder } from "./folder.ts";

test("lines are written in order, into folders that are made", async () => {
  const { path } = testFolder();
  const file = join(path, "deep", "rows.jsonl");
  await writeJsonl(file, [{ a: 1 }, { a: 2 }]);
  expect(readFileSync(file, "utf8")).toBe('{"a":1}\n{"a":2}\n');
});

test("a file is written whole or not at all", async () => {
  const { path } = testFolder();
  const file = join(path, "rows.jsonl");
  await writeText(file, "old");
  function* failing() {
    yield { a: 1 };
    throw new Error("no more");
  }
  await expect(writeJsonl(file, failing())).rejects.toThrow("no more");
  expect(readFileSync(file, "utf8")).toBe("old");
  expect(readdirSync(path)).toEqual(["rows.jsonl"]);
});

test("a folder that cannot be made is told, and nothing hangs", async () => {
  const { put } = testFolder();
  const file = put("plain", "a file, not a folder");
  await expect(writeText(join(file, "below", "x.json"), "x")).rejects.toThrow(/below/);
});
