import { z } from "zod";

const JsonSchema = z.record(z.string(), z.unknown());
const ChatBody = z.object({
  model: z.string(),
  seed: z.int().optional(),
  n: z.int().positive().default(1),
  logprobs: z.boolean().default(false),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  response_format: z
    .object({ type: z.string(), json_schema: z.object({ schema: JsonSchema }).optional() })
    .optional(),
  tools: z.array(z.object({ function: z.object({ name: z.string(), parameters: JsonSchema }) })).optional(),
});

export type Passage = { readonly id: string; readonly text: string };

/** A chat request as the fake understands it: everything it needs stands in the messages and in the schema. */
export type FakeRequest = {
  readonly model: string;
  readonly seed: number | undefined;
  /** How many replies are asked for. */
  readonly count: number;
  readonly logprobs: boolean;
  readonly way: "json_schema" | "tools" | "json_object" | "text";
  readonly toolName: string | undefined;
  readonly kind: string;
  readonly text: string;
  readonly source: string;
  readonly output: string;
  readonly persona: string | null;
  readonly passages: readonly Passage[];
  readonly schema: unknown;
};

const unescapeText = (text: string): string => text.replaceAll("&lt;", "<");

function between(text: string, tag: string): string {
  return unescapeText(new RegExp(`<${tag}>\\n([\\s\\S]*?)\\n</${tag}>`).exec(text)?.[1] ?? "");
}

function readPassages(text: string): readonly Passage[] {
  const parts = between(text, "documents").split(/(?:^|\n\n)(?=\[[^\]\n]+\] \()/);
  return parts.flatMap((part) => {
    const [, id, passage] = /^\[([^\]\n]+)\] \([^)\n]*\) ([\s\S]*)$/.exec(part) ?? [];
    return id === undefined || passage === undefined ? [] : [{ id, text: passage }];
  });
}

function writtenSchema(text: string): unknown {
  const written = /JSON Schema:\n(\{.*\})/.exec(text)?.[1];
  return written === undefined ? undefined : JSON.parse(written);
}

export function readRequest(body: unknown): FakeRequest {
  const { model, seed, n, logprobs, messages, response_format, tools } = ChatBody.parse(body);
  const text = messages.map((message) => message.content).join("\n\n");
  const [tool] = tools ?? [];
  const format = response_format?.type;
  const way = tool ? "tools" : format === "json_schema" || format === "json_object" ? format : "text";
  return {
    model,
    seed,
    count: n,
    logprobs,
    way,
    toolName: tool?.function.name,
    kind: /<task kind="([^"]+)">/.exec(text)?.[1] ?? "",
    text,
    source: between(text, "source"),
    output: between(text, "output"),
    persona: /<persona id="([^"]*)">/.exec(text)?.[1] ?? null,
    passages: readPassages(text),
    schema: response_format?.json_schema?.schema ?? tool?.function.parameters ?? writtenSchema(text),
  };
}

const Rating = z.object({
  anyOf: z.array(
    z.object({
      enum: z.array(z.number()).optional(),
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    }),
  ),
});
const Entry = z.object({
  properties: z.object({ dimension: z.object({ enum: z.array(z.string()) }), rating: Rating }),
});
const AssessmentSchema = z.object({
  properties: z.object({
    assessments: z.object({
      items: z.union([z.object({ anyOf: z.array(Entry) }), Entry.transform((entry) => ({ anyOf: [entry] }))]),
    }),
  }),
});

/** A dimension that the request's schema asks for, with its scale's values or its bounds. */
export type AskedDimension = {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly values: readonly number[] | null;
};

/** Reads the dimensions and scales out of the reply schema, in the form in which structured outputs send it. */
export function askedDimensions(schema: unknown): readonly AskedDimension[] {
  const { items } = AssessmentSchema.parse(schema).properties.assessments;
  return items.anyOf.flatMap(({ properties }) => {
    const values = properties.rating.anyOf.find((option) => option.enum)?.enum ?? null;
    const bounds = properties.rating.anyOf.find((option) => option.minimum !== undefined);
    const min = values ? Math.min(...values) : (bounds?.minimum ?? 0);
    const max = values ? Math.max(...values) : (bounds?.maximum ?? 1);
    return properties.dimension.enum.map((id) => ({ id, min, max, values }));
  });
}
