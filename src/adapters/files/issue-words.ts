import type { z } from "zod";

const TYPES: Readonly<Record<string, string>> = {
  object: "named fields (field: value)",
  record: "named fields (field: value)",
  array: "a list",
  tuple: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  null: "nothing",
  undefined: "nothing",
};
const named = (type: string): string => TYPES[type] ?? type;
const received = /received (\w+)$/;
const many = (count: number | bigint, what: string): string =>
  `${count} ${what}${Number(count) === 1 ? "" : "s"}`;

/** Whether zod wrote the message itself: where a schema has its own words, those are better. */
const IS_ITS_OWN = /^(Invalid input|Invalid option|Too small|Too big|Invalid string|Invalid ISO)/;

/** What is wrong with a value, in words for whoever wrote it, without the names of a library. */
export function issueWords(issue: z.core.$ZodIssue): string {
  if (!IS_ITS_OWN.test(issue.message)) return issue.message;
  if (issue.code === "invalid_type") {
    const found = received.exec(issue.message)?.[1] ?? "something else";
    if (found === "undefined") return "is needed and missing";
    if (found === "null" && issue.path.length === 0) return "is empty";
    return `must be ${named(issue.expected)}, and is ${named(found)}`;
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map((value) => (typeof value === "string" ? `"${value}"` : String(value)));
    return `must be ${values.length === 1 ? "" : "one of "}${values.join(", ")}`;
  }
  if (issue.code === "too_small") {
    if (issue.origin === "string")
      return issue.minimum === 1 ? "must not be empty" : `needs ${many(issue.minimum, "character")}`;
    if (issue.origin === "array")
      return `needs ${many(issue.minimum, "entry")} at least`.replace("entrys", "entries");
    return `must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
  }
  if (issue.code === "too_big")
    return issue.origin === "array" || issue.origin === "string"
      ? `is longer than ${issue.maximum}`
      : `must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
  if (issue.code === "invalid_format" && issue.format === "date") return "must be a date such as 2026-11-23";
  if (issue.code === "invalid_union") return "has none of the forms that are taken here";
  return issue.message.replace(/^Invalid \w+: ?/, "");
}
