import { expect, test } from "vitest";
import { readItems } from "../../../src/adapters/files/read-items.ts";
import { testFolder } from "./folder.ts";

const line = (id: string, rest: object = {}) =>
  JSON.stringify({ id, kind: "summary", source: "s", output: "o", ...rest });

test("items are read in order, blank lines and a byte-order mark aside", async () => {
  const { put } = testFolder();
  const file = put("items.jsonl", `\uFEFF${line("a")}\n\n${line("b")}\r\n`);
  expect((await readItems(file)).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(await readItems(file, 1)).toHaveLength(1);
});

test.each([
  [
    "a truncated last line",
    `${line("a")}\n{"id":"b","kind"`,
    /items\.jsonl:2: is not a JSON value .*cut short/,
  ],
  [
    "an unknown key",
    `${line("a", { sorce: "x" })}`,
    /items\.jsonl:1: unknown key "sorce"; did you mean "source"\?/,
  ],
  ["a key that resembles none", `${line("a", { zzzzqqqq: 1 })}`, /items\.jsonl:1: unknown key "zzzzqqqq"$/],
  ["a wrong kind", line("a", { kind: "poem" }), /items\.jsonl:1 kind: /],
  [
    "no text to judge",
    JSON.stringify({ id: "a", kind: "summary", source: "s" }),
    /items\.jsonl:1: an item needs `output`/,
  ],
  [
    "an id that stands twice",
    `${line("a")}\n${line("a")}`,
    /items\.jsonl:2 id: "a" stands already at .*items\.jsonl:1/,
  ],
  ["nothing", "\n", /items\.jsonl: holds no items/],
])("%s is told with file, line and field", async (_, text, message) => {
  const { put } = testFolder();
  await expect(readItems(put("items.jsonl", text))).rejects.toThrow(message);
});

test("a file that is not there is named", async () => {
  const { path } = testFolder();
  await expect(readItems(`${path}/none.jsonl`)).rejects.toThrow(/none\.jsonl: there is no such file/);
});
