import { describe, expect, test } from "vitest";
import { z } from "zod";
import { replySchema } from "../../../src/adapters/chat/reply-schema.ts";
import { assessmentReply } from "../../../src/prompts/assess.ts";
import { discussReply } from "../../../src/prompts/discuss.ts";
import { InventReply, personaPrompt, perspectivesPrompt } from "../../../src/prompts/ground.ts";
import { SynthesisReply } from "../../../src/prompts/synthesis.ts";

const scale = { min: 1, max: 5, step: 1, level: "ordinal" } as const;
const continuous = { min: 0, max: 1, level: "interval" } as const;
const passages = [{ id: "p1", document: "d", page: null, text: "Patients sleep." }];
const persona = { kind: "persona", stakeholder: "patient", task: null, words: 50, grade: null } as const;
const dimension = { name: "clarity", definition: "" };

const SCHEMAS = {
  assess: assessmentReply({ dimensions: [{ id: "clarity", definition: "", scale }] }),
  "assess on two scales": assessmentReply({
    dimensions: [
      { id: "clarity", definition: "", scale },
      { id: "risk", definition: "", scale: continuous },
    ],
  }),
  discuss: discussReply(scale),
  invent: InventReply,
  synthesis: SynthesisReply,
  perspectives: perspectivesPrompt({ kind: "perspectives", passages, terms: [] }).schema,
  persona: personaPrompt({ ...persona, dimension, passages }).schema,
  "persona without passages": personaPrompt({ ...persona, dimension, passages: [] }).schema,
};

/** What OpenAI's strict mode takes (Structured Outputs guide, "Supported schemas"), less what grammars do not. */
const Strict: z.ZodType = z.union([
  z.strictObject({
    type: z.literal("object"),
    properties: z.record(
      z.string(),
      z.lazy(() => Strict),
    ),
    required: z.array(z.string()),
    additionalProperties: z.literal(false),
    description: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("array"),
    items: z.lazy(() => Strict),
    minItems: z.int().optional(),
    maxItems: z.int().optional(),
    description: z.string().optional(),
  }),
  z.strictObject({ anyOf: z.array(z.lazy(() => Strict)).min(2), description: z.string().optional() }),
  z.strictObject({
    type: z.enum(["string", "number", "integer", "boolean", "null"]),
    enum: z
      .array(z.union([z.string(), z.number()]))
      .min(1)
      .optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    description: z.string().optional(),
  }),
]);

function everyObject(schema: unknown): readonly { properties: object; required: readonly string[] }[] {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.values(schema).flatMap(everyObject);
  const parsed = z
    .looseObject({ properties: z.looseObject({}), required: z.array(z.string()) })
    .safeParse(schema);
  return parsed.success ? [parsed.data, ...inner] : inner;
}

describe.each(Object.entries(SCHEMAS))("the reply schema of %s", (_, schema) => {
  const { json, text } = replySchema(schema);
  test("keeps to what strict structured outputs take, with an object at its root", () => {
    expect(Strict.safeParse(json).error).toBeUndefined();
    expect(json.type).toBe("object");
    expect(JSON.parse(text)).toEqual(json);
  });
  test("requires every field of every object", () => {
    const objects = everyObject(json);
    expect(objects.length).toBeGreaterThan(0);
    for (const { properties, required } of objects) expect(required).toEqual(Object.keys(properties));
  });
});

test("a rating is an enum of the scale's values or a bounded number, or null", () => {
  const text = replySchema(SCHEMAS["assess on two scales"]).text;
  expect(text).toContain('"rating":{"anyOf":[{"type":"number","enum":[1,2,3,4,5]},{"type":"null"}]');
  expect(text).toContain('"rating":{"anyOf":[{"type":"number","minimum":0,"maximum":1},{"type":"null"}]');
});

test("a single value is a list of one, and equal schemas have equal digests", () => {
  const one = () => z.strictObject({ kind: z.literal("x"), note: z.string().min(3).optional() });
  expect(replySchema(one()).json).toEqual({
    type: "object",
    properties: { kind: { type: "string", enum: ["x"] }, note: { type: "string" } },
    required: ["kind", "note"],
    additionalProperties: false,
  });
  expect(replySchema(one()).digest).toBe(replySchema(one()).digest);
});
