import { type Item, outputText } from "../domain/item.ts";
import type { Task } from "../domain/prompt.ts";
import { type Rubric, type Scale, scaleValues } from "../domain/rubric.ts";

/** How a rehearsed panel behaves: of one mind and brief, as usual, or at odds and long-winded. */
export const SCENARIOS = ["low", "expected", "high"] as const;
export type Scenario = (typeof SCENARIOS)[number];

type Manner = {
  readonly rationaleWords: number;
  readonly turnWords: number;
  readonly otherWords: number;
  readonly citations: number;
  readonly quoteLength: number;
};

/** Lengths of replies. No study has measured them yet: they are assumptions, and a plan says so. */
const MANNERS: Readonly<Record<Scenario, Manner>> = {
  low: { rationaleWords: 10, turnWords: 25, otherWords: 40, citations: 0, quoteLength: 60 },
  expected: { rationaleWords: 25, turnWords: 45, otherWords: 80, citations: 1, quoteLength: 90 },
  high: { rationaleWords: 55, turnWords: 90, otherWords: 160, citations: 2, quoteLength: 180 },
};

const SENTENCE = (
  "the output keeps to what the source says but leaves out a point that any reader would miss and while its words " +
  "are plain enough one claim goes further than those few trials bear so whoever acts on it may be led astray"
).split(" ");

const words = (count: number): string =>
  Array.from({ length: count }, (_, index) => SENTENCE[index % SENTENCE.length]).join(" ");

function ratingOf(scale: Scale, scenario: Scenario, speaker: number): number {
  const values = scaleValues(scale) ?? [scale.min, (scale.min + scale.max) / 2, scale.max];
  const at = (index: number): number => values[Math.max(0, Math.min(values.length - 1, index))] ?? scale.min;
  const middle = Math.floor(values.length / 2);
  if (scenario === "low") return at(middle);
  if (scenario === "expected") return at(middle + (speaker % 2));
  return speaker % 2 === 0 ? scale.min : scale.max;
}

/** Quotes from successive places, so that who speaks later cites something else. */
function citations(item: Item, { citations: count, quoteLength }: Manner, from: number) {
  return Array.from({ length: count }, (_, index) => {
    const cited = index % 2 === 0 ? ("source" as const) : ("output" as const);
    const text = cited === "source" ? item.source : outputText(item);
    const start = ((from + index) * quoteLength) % Math.max(1, text.length - quoteLength);
    return { in: cited, quote: text.slice(start, start + quoteLength) };
  });
}

function assessments(item: Item, rubric: Rubric, scenario: Scenario, speaker: number) {
  const manner = MANNERS[scenario];
  return rubric.dimensions.map(({ id, scale }) => ({
    dimension: id,
    rating: ratingOf(scale, scenario, speaker),
    abstain: null,
    rationale: words(manner.rationaleWords),
    citations: citations(item, manner, 0),
    confidence: 0.8,
  }));
}

type JsonSchema = { readonly [keyword: string]: unknown };
const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Any value that fits a schema of the kind that replies have: the first way that it allows. */
function fill(schema: unknown, manner: Manner): unknown {
  if (!isSchema(schema)) return null;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) return fill(schema.anyOf[0], manner);
  if (schema.type === "string") return words(manner.otherWords);
  if (schema.type === "number" || schema.type === "integer") return schema.minimum ?? 1;
  if (schema.type === "boolean") return false;
  if (schema.type === "array") return [fill(schema.items, manner)];
  if (!isSchema(schema.properties)) return null;
  return Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, fill(property, manner)]),
  );
}

/**
 * What a panelist may well reply, in form and length, so that a debate can be rehearsed without a model. Nothing is
 * judged: ratings only agree or differ as the scenario has it.
 */
export function imaginedReply(task: Task, json: unknown, scenario: Scenario, speaker: number): unknown {
  const manner = MANNERS[scenario];
  if (task.kind === "assess" || task.kind === "final")
    return { assessments: assessments(task.item, task.rubric, scenario, speaker) };
  const filled = fill(json, manner);
  if (task.kind !== "discuss" || !isSchema(filled)) return filled;
  const said = task.transcript.length;
  const passes = scenario === "low" || (scenario === "expected" && said >= task.standings.length);
  return passes
    ? { ...filled, pass: true, text: "", citations: [], rating: null }
    : {
        ...filled,
        pass: false,
        text: words(manner.turnWords),
        citations: citations(task.item, manner, said),
        rating: null,
      };
}
