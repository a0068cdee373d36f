import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { growingFile, partOf, readGrowing } from "../../../src/adapters/files/growing-file.ts";

const folder = mkdtempSync(join(tmpdir(), "assize-growing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function valuesIn(path: string): Promise<readonly unknown[]> {
  const values: unknown[] = [];
  for await (const { value } of readGrowing(path)) values.push(value);
  return values;
}

test("what grows is read up to its last whole line, and stands in its place when it is complete", async () => {
  const path = join(folder, "new", "rows.jsonl");
  const file = await growingFile(path);
  await file.add([{ a: 1 }, { a: 2 }]);
  await expect.poll(() => valuesIn(path)).toEqual([{ a: 1 }, { a: 2 }]);
  expect(existsSync(path)).toBe(false);
  await file.add([{ a: 3 }]);
  await file.complete();
  expect(readFileSync(path, "utf8")).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
  expect(existsSync(partOf(path))).toBe(false);
});

test("a run that ends early leaves what there was, a line cut short among it, and the next begins anew", async () => {
  const path = join(folder, "rows.jsonl");
  const early = await growingFile(path);
  await early.add(Array.from({ length: 2000 }, (_, index) => ({ index, text: "x".repeat(100) })));
  await early.leave();
  appendFileSync(partOf(path), '{"index":2000,"te');
  expect(await valuesIn(path)).toHaveLength(2000);
  expect(existsSync(path)).toBe(false);
  const next = await growingFile(path);
  await next.complete();
  expect(readFileSync(path, "utf8")).toBe("");
});

test("a file that cannot be written is told by its name", async () => {
  const taken = join(folder, "taken");
  mkdirSync(join(taken, "full"), { recursive: true });
  await expect((await growingFile(taken)).complete()).rejects.toThrow(taken);
});
