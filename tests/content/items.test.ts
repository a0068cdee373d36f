import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readItems } from "../../src/adapters/files/read-items.ts";
import { outputText } from "../../src/domain/item.ts";

const ROOT = join(import.meta.dirname, "..", "..", "corpora");
const Planted = z.object({ flaws: z.array(z.string()) });
const readme = await readFile(join(ROOT, "README.md"), "utf8");

for (const [id, kind] of [
  ["plain-medicine", "summary"],
  ["support-desk", "dialogue"],
] as const) {
  const items = await readItems(join(ROOT, id, "items.jsonl"));
  const flawsOf = (system: string): readonly string[] =>
    items.filter((item) => item.system === system).flatMap((item) => Planted.parse(item.meta).flaws);

  test(`${id} has twelve items of kind ${kind}: three systems on each of four sources`, () => {
    expect(items.map((item) => item.kind)).toEqual(Array(12).fill(kind));
    const groups = Map.groupBy(items, (item) => item.group);
    expect(groups.size).toBe(4);
    for (const group of groups.values()) {
      expect(group.map((item) => item.system)).toEqual(["careful", "hasty", "careless"]);
      expect(new Set(group.map((item) => item.source)).size).toBe(1);
      expect(new Set(group.map(outputText)).size).toBe(3);
    }
  });

  test(`${id} names its planted flaws, and the README explains each`, () => {
    const flaws = items.flatMap((item) => Planted.parse(item.meta).flaws);
    for (const flaw of flaws) expect(readme).toContain(`| ${flaw} |`);
    expect(items.filter((item) => Planted.parse(item.meta).flaws.length === 0).length).toBeGreaterThanOrEqual(
      3,
    );
    expect(flawsOf("careful").length).toBeLessThan(flawsOf("hasty").length);
    expect(flawsOf("hasty").length).toBeLessThan(flawsOf("careless").length);
  });

  test(`${id} invents no human ratings`, () => {
    expect(items.filter((item) => item.human !== undefined)).toEqual([]);
  });
}

test("summaries and their sources are as long as an abstract and its plain twin", async () => {
  const items = await readItems(join(ROOT, "plain-medicine", "items.jsonl"));
  expect(items).not.toEqual([]);
  for (const item of items) {
    const words = (text: string): number => text.split(/\s+/).length;
    expect(words(item.source)).toBeGreaterThanOrEqual(250);
    expect(words(item.source)).toBeLessThanOrEqual(400);
    expect(words(outputText(item))).toBeGreaterThanOrEqual(80);
    expect(words(outputText(item))).toBeLessThanOrEqual(150);
  }
});

test("dialogues open with the customer, and the agent has the last word", async () => {
  const items = await readItems(join(ROOT, "support-desk", "items.jsonl"));
  expect(items).not.toEqual([]);
  for (const { turns = [] } of items) {
    expect(turns.map((turn) => turn.role)).toEqual(
      turns.map((_, index) => (index % 2 === 0 ? "user" : "assistant")),
    );
    expect(turns.length).toBeGreaterThanOrEqual(4);
    expect(turns.length % 2).toBe(0);
  }
});
