import leven from "leven";
import { z } from "zod";
import { InputError } from "../../domain/errors.ts";
import { issueWords } from "./issue-words.ts";

type JsonSchema = { readonly [key: string]: unknown };

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every key that a schema knows anywhere: enough to find what a misspelt one was meant to be. */
function knownKeys(schema: unknown, keys = new Set<string>()): Set<string> {
  if (Array.isArray(schema)) for (const entry of schema) knownKeys(entry, keys);
  if (!isRecord(schema)) return keys;
  for (const [name, value] of Object.entries(schema)) {
    if (name === "properties" && isRecord(value)) for (const key of Object.keys(value)) keys.add(key);
    knownKeys(value, keys);
  }
  return keys;
}

function nearestKey(schema: z.ZodType, unknown: string): string | null {
  const keys = [...knownKeys(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }))];
  if (unknown.length > MAX_KEY) return null;
  const nearest = keys
    .map((key) => ({ key, distance: leven(key.toLowerCase(), unknown.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)[0];
  return nearest && nearest.distance <= Math.max(2, unknown.length / 2) ? nearest.key : null;
}

/** The most telling issue: of a union the branch that came farthest. */
function deepestIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return issue;
  const inner = issue.errors
    .flatMap((branch) => branch.map(deepestIssue))
    .sort((a, b) => b.path.length - a.path.length)[0];
  return inner && inner.path.length > 0 ? { ...inner, path: [...issue.path, ...inner.path] } : issue;
}

/** Keys that are named where many are unknown, and how much of each is shown. */
const MAX_KEYS = 5;
const MAX_KEY = 80;

const shortened = (key: string): string => (key.length > MAX_KEY ? `${key.slice(0, MAX_KEY)}…` : key);

/** One issue in words, with the nearest known key where a key is unknown. */
function explain(schema: z.ZodType, issue: z.core.$ZodIssue): string {
  if (issue.code !== "unrecognized_keys") return issueWords(issue);
  const told = issue.keys.slice(0, MAX_KEYS).map((key) => {
    const nearest = nearestKey(schema, key);
    return `unknown key "${shortened(key)}"${nearest === null ? "" : `; did you mean "${nearest}"?`}`;
  });
  const more = issue.keys.length - told.length;
  return [...told, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/**
 * Parses a value from outside by its schema. The error says where (`place` and the field's path)
 * and what is wrong; `locate` may turn a path into a finer place, such as a line.
 */
export function parseValue<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: string,
  locate?: (path: readonly PropertyKey[]) => string | null,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // A misspelt key explains the one that is missing, so it is told first.
  const { issues } = parsed.error;
  const first = issues.find((found) => found.code === "unrecognized_keys") ?? issues[0];
  if (!first) throw new InputError("invalid", `${place}: does not have the expected form`);
  const issue = deepestIssue(first);
  const unknownKey = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 1) : [];
  const where = locate?.([...issue.path, ...unknownKey]) ?? place;
  const field = issue.path.length > 0 ? ` ${issue.path.map(String).join(".")}` : "";
  throw new InputError("invalid", `${where}${field}: ${explain(schema, issue)}`);
}
