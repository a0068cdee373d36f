import { z } from "zod";

export type ReadReply<T> = { readonly value: T } | { readonly problem: string };

const MAX_PROBLEM = 800;
const THOUGHT = /^[\s\S]*<\/think(?:ing)?>/;
const FENCED = /```(?:json)?\s*\n([\s\S]*?)\n?\s*```/g;

function parseJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** The JSON of a reply: as it stands, or behind its thoughts, or inside its only code fence. */
function findJson(text: string): { readonly json: unknown } | undefined {
  const spoken = text.replace(THOUGHT, "");
  const fenced = [...spoken.matchAll(FENCED)].map((match) => match[1] ?? "");
  const [only] = fenced;
  return (
    parseJson(text) ??
    parseJson(spoken) ??
    (fenced.length === 1 && only !== undefined ? parseJson(only) : undefined)
  );
}

/**
 * Reads a raw reply by its schema. Thoughts and a code fence around the JSON are forgiven; everything else that does
 * not fit is a problem, told so that a model or a person can act on it. Nothing is clamped or guessed.
 */
export function readReply<T>(text: string, schema: z.ZodType<T>): ReadReply<T> {
  if (text.trim() === "") return { problem: "the reply is empty" };
  const found = findJson(text);
  if (!found) return { problem: "the reply is not JSON" };
  const parsed = schema.safeParse(found.json);
  if (parsed.success) return { value: parsed.data };
  return { problem: z.prettifyError(parsed.error).slice(0, MAX_PROBLEM) };
}
