import { z } from "zod";
import { canonicalJson, digestText } from "../ledger/digest.ts";

/** A reply's schema as models take it. `digest` stands for it in the ledger's keys. */
export type ReplySchema = {
  readonly json: { readonly [keyword: string]: unknown };
  readonly text: string;
  readonly digest: string;
};

type Json = { readonly [keyword: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What both strict structured outputs and grammar compilers of local servers take; the reply is checked in full later. */
const KEPT = new Set(["type", "description", "enum", "minimum", "maximum", "minItems", "maxItems"]);

function cleanFields(fields: unknown): Json {
  return isObject(fields)
    ? Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, clean(field)]))
    : {};
}

/** Every field is required and none may be added, one value is a list of one, and lengths and formats are left out. */
function clean(schema: unknown): Json {
  if (!isObject(schema)) return {};
  const cleaned: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (KEPT.has(keyword)) cleaned[keyword] = value;
    else if (keyword === "const") cleaned.enum = [value];
    else if (keyword === "items") cleaned.items = clean(value);
    else if ((keyword === "anyOf" || keyword === "oneOf") && Array.isArray(value))
      cleaned.anyOf = value.map(clean);
    else if (keyword === "properties") {
      cleaned.properties = cleanFields(value);
      cleaned.required = Object.keys(cleanFields(value));
      cleaned.additionalProperties = false;
    }
  }
  return cleaned;
}

const known = new WeakMap<z.ZodType, ReplySchema>();

/**
 * JSON Schema of a reply, in the subset that OpenAI's strict mode and llama.cpp's grammars share: objects are closed
 * and all their fields required, unions are `anyOf`, a scale's values are an `enum` of numbers.
 *
 * @example replySchema(z.strictObject({ rating: z.literal([1, 2]).nullable() })).json.properties
 * // { rating: { anyOf: [{ type: "number", enum: [1, 2] }, { type: "null" }] } }
 */
export function replySchema(schema: z.ZodType): ReplySchema {
  const before = known.get(schema);
  if (before) return before;
  const json = clean(z.toJSONSchema(schema, { io: "output", reused: "inline" }));
  const made = { json, text: JSON.stringify(json), digest: digestText(canonicalJson(json)) };
  known.set(schema, made);
  return made;
}
