import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readJsonl } from "../../../src/adapters/files/read-jsonl.ts";

const folder = mkdtempSync(join(tmpdir(), "assize-jsonl-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, "rows.jsonl");

async function read(
  text: string | Buffer,
): Promise<readonly { readonly value: unknown; readonly line: number }[]> {
  writeFileSync(path, text);
  const rows: { value: unknown; line: number }[] = [];
  for await (const { value, line } of readJsonl(path)) rows.push({ value, line });
  return rows;
}

test("lines end at line feeds alone: the separators that JSON leaves in a text do not cut it", async () => {
  const text = "one\u2028two\u2029three\u0085four";
  expect(await read(`${JSON.stringify({ text })}\n{"a":1}\r\n`)).toEqual([
    { value: { text }, line: 1 },
    { value: { a: 1 }, line: 2 },
  ]);
});

test("a byte-order mark, blank lines and a last line without its end are taken as they come", async () => {
  expect(await read('\uFEFF1\n\n  \n"x"\n[2]')).toEqual([
    { value: 1, line: 1 },
    { value: "x", line: 4 },
    { value: [2], line: 5 },
  ]);
  expect(await read("")).toEqual([]);
});

test("a line in many pieces is one, and one that never ends is refused by its place", async () => {
  const long = "x".repeat(300_000);
  expect(await read(`${JSON.stringify(long)}\n1\n`)).toEqual([
    { value: long, line: 1 },
    { value: 1, line: 2 },
  ]);
  await expect(read(`1\n"${"x".repeat(17 * 1024 * 1024)}`)).rejects.toThrow(/rows\.jsonl:2: the line has/);
});

test("bytes that are no UTF-8 are refused by their line, wherever the file is cut into pieces", async () => {
  // Three bytes a character: pieces of 64 KiB begin inside of one.
  const row = Buffer.from(`"${"€".repeat(30_000)}"\n`);
  expect(await read(Buffer.concat([row, row, row]))).toHaveLength(3);
  const bad = Buffer.from([0x22, 0xff, 0xfe, 0x22, 0x0a]);
  for (const before of [0, 1, 2, 5])
    await expect(read(Buffer.concat([...Array(before).fill(row), bad, row]))).rejects.toThrow(
      `rows.jsonl:${before + 1}: is not UTF-8`,
    );
  await expect(read(Buffer.from([0x31, 0x0a, 0x31, 0xe2, 0x82]))).rejects.toThrow(
    "rows.jsonl:2: is not UTF-8",
  );
  expect(await read('"a \uFFFD that somebody wrote"')).toHaveLength(1);
});
