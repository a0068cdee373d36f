import { expect, test } from "vitest";
import { z } from "zod";
import { issueWords } from "../../../src/adapters/files/issue-words.ts";
import { parseValue } from "../../../src/adapters/files/parse-value.ts";

const Form = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1),
  kind: z.enum(["a", "b"]),
  count: z.int().positive(),
  share: z.number().max(1),
  list: z.array(z.string()).min(1),
  id: z.string().regex(/^x/, "an x comes first"),
  date: z.iso.date(),
});
const right = {
  version: 1,
  name: "n",
  kind: "a",
  count: 1,
  share: 0,
  list: ["l"],
  id: "x",
  date: "2026-01-01",
};
const wrong = (change: unknown): string => {
  const parsed = Form.safeParse(change);
  if (parsed.success) throw new Error("it should be wrong");
  return issueWords(parsed.error.issues[0]!);
};

test.each([
  [null, "is empty"],
  [[], "must be named fields (field: value), and is a list"],
  [{ ...right, version: 2 }, "must be 1"],
  [{ ...right, name: "" }, "must not be empty"],
  [{ ...right, name: 3 }, "must be a text, and is a number"],
  [{ ...right, kind: "c" }, 'must be one of "a", "b"'],
  [{ ...right, count: 0 }, "must be more than 0"],
  [{ ...right, count: 1.5 }, "must be a whole number, and is a number"],
  [{ ...right, share: 2 }, "must be at most 1"],
  [{ ...right, list: [] }, "needs 1 entry at least"],
  [{ ...right, id: "y" }, "an x comes first"],
  [{ ...right, date: "today" }, "must be a date such as 2026-11-23"],
])("%j: %s", (value, words) => {
  expect(wrong(value)).toBe(words);
});

test("what is missing is said to be needed, with its place", () => {
  const { name: _, ...rest } = right;
  expect(() => parseValue(Form, rest, "a.yaml")).toThrow("a.yaml name: is needed and missing");
});
