import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openRatingFile } from "../../src/annotate/rating-file.ts";
import { Rating } from "../../src/domain/rating.ts";
import { testFolder } from "../adapters/files/folder.ts";

const row = (item: string, value: number | null): Rating =>
  Rating.parse({
    item,
    dimension: "clarity",
    arm: "human",
    rater: "ada",
    value,
    ...(value === null ? { missing: "abstained", reason: "cannot-tell" } : {}),
  });
const values = (path: string): unknown[] =>
  readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).value);

test("a row is in the file when save returns, and a changed mind takes the earlier one's place", async () => {
  const path = join(testFolder().path, "deep", "people.jsonl");
  const file = await openRatingFile(path);
  await file.save(row("a", 1));
  expect(values(path)).toEqual([1]);
  await Promise.all([file.save(row("b", 2)), file.save(row("a", 3)), file.save(row("c", null))]);
  expect(values(path)).toEqual([3, 2, null]);
  await file.save(row("d", 4));
  expect(values(path)).toEqual([3, 2, null, 4]);
  await file.close();
  const again = await openRatingFile(path);
  expect([...again.rows()].map(({ item }) => item)).toEqual(["a", "b", "c", "d"]);
  expect(again.find(row("a", null))?.value).toBe(3);
  await again.close();
});

test("half a last line goes on opening, a whole one without its line break stays", async () => {
  const { put } = testFolder();
  const half = put(
    "half.jsonl",
    `${JSON.stringify(row("a", 1))}\n${JSON.stringify(row("b", 2)).slice(0, 40)}`,
  );
  const file = await openRatingFile(half);
  expect(file.mended).toBe(40);
  await file.save(row("b", 5));
  expect(values(half)).toEqual([1, 5]);
  await file.close();
  const whole = put("whole.jsonl", JSON.stringify(row("a", 1)));
  const other = await openRatingFile(whole);
  expect(other.mended).toBe(0);
  await other.save(row("b", 2));
  expect(values(whole)).toEqual([1, 2]);
  await other.close();
});

test("a file of something else is refused by line and left as it is", async () => {
  const { put } = testFolder();
  const text = `${JSON.stringify(row("a", 1))}\nnot a row\n`;
  const path = put("mixed.jsonl", text);
  await expect(openRatingFile(path)).rejects.toThrow(/mixed\.jsonl:2: is not JSON/);
  expect(readFileSync(path, "utf8")).toBe(text);
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("two processes do not write to one file, and a killed one's lock is taken over", async () => {
  const path = join(testFolder().path, "people.jsonl");
  // Whoever runs this test is alive for its time.
  writeFileSync(`${path}.lock`, String(process.ppid));
  await expect(openRatingFile(path)).rejects.toThrow(/is writing to it/);
  // The largest process id that Linux gives is below this one.
  writeFileSync(`${path}.lock`, "4194305");
  const file = await openRatingFile(path);
  await file.save(row("a", 1));
  await file.close();
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test("rows of others in the file are kept as they are", async () => {
  const path = join(testFolder().path, "mixed.jsonl");
  const panel = JSON.stringify({
    item: "a",
    dimension: "clarity",
    arm: "grounded",
    rater: "nurse",
    value: 2,
  });
  appendFileSync(path, `${panel}\n`);
  const file = await openRatingFile(path);
  await file.save(row("a", 1));
  await file.save(row("a", 2));
  expect(readFileSync(path, "utf8").split("\n")[0]).toBe(panel);
  await file.close();
});
