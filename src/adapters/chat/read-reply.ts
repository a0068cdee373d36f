import { z } from "zod";
import { parseJson } from "./parse-json.ts";

export type ReadReply<T> = { readonly value: T } | { readonly problem: string };

const MAX_PROBLEM = 800;
const THOUGHT = /^[\s\S]*<\/think(?:ing)?>/;
const FENCED = /```(?:json)?\s*\n([\s\S]*?)\n?\s*```/g;

/** The JSON of a reply: as it stands, or behind its thoughts, or inside its only code fence. */
function findJson(text: string): unknown {
  const spoken = text.replace(THOUGHT, "");
  const [fenced, ...more] = [...spoken.matchAll(FENCED)].map((match) => match[1] ?? "");
  return parseJson(text) ?? parseJson(spoken) ?? (more.length === 0 ? parseJson(fenced ?? "") : undefined);
}

/**
 * Reads a raw reply by its schema. Thoughts and a code fence around the JSON are forgiven; everything else that does
 * not fit is a problem, told so that a model or a person can act on it. Nothing is clamped or guessed.
 */
export function readReply<T>(text: string, schema: z.ZodType<T>): ReadReply<T> {
  if (text.trim() === "") return { problem: "the reply is empty" };
  const json = findJson(text);
  if (json === undefined) return { problem: "the reply is not JSON" };
  const parsed = schema.safeParse(json);
  if (parsed.success) return { value: parsed.data };
  return { problem: z.prettifyError(parsed.error).slice(0, MAX_PROBLEM) };
}
