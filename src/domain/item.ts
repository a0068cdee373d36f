import { z } from "zod";
import { RatingNumber } from "./rating-number.ts";
import { NOT_POOLED, POOLED } from "./rubric.ts";

/** What people said of one dimension of an item. `ratings` keeps the annotators' order; null is "not rated". */
export const HumanRatings = z.strictObject({
  mean: RatingNumber.nullable().optional(),
  scale: z.tuple([RatingNumber, RatingNumber]),
  ratings: z.array(RatingNumber.nullable()).default([]),
  outcome: z.union([z.literal(0), z.literal(1)]).optional(),
});
export type HumanRatings = z.infer<typeof HumanRatings>;

export const DialogueTurn = z.strictObject({
  role: z.string(),
  content: z.string(),
  id: z.string().optional(),
});
export type DialogueTurn = z.infer<typeof DialogueTurn>;

/** A summary or a dialogue with the document or the context that it answers to: the thing rated. */
export const Item = z
  .strictObject({
    id: z.string().min(1),
    kind: z.enum(["summary", "dialogue"]),
    source: z.string(),
    output: z.string().optional(),
    turns: z.array(DialogueTurn).min(1).optional(),
    system: z.string().nullish(),
    group: z.string().optional(),
    human: z
      .record(z.string(), HumanRatings)
      .refine((human) => !(POOLED in human), { message: NOT_POOLED })
      .optional(),
    meta: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((item) => item.output !== undefined || item.turns !== undefined, {
    message: "an item needs `output` or, for a dialogue, `turns`",
  })
  .refine((item) => item.output === undefined || item.turns === undefined, {
    message: "an item has either `output` or `turns`: only one of them can be judged",
  })
  .refine((item) => `${item.source}${item.output ?? ""}`.trim() !== "" || item.turns !== undefined, {
    message: "`source` and `output` are both empty: there is nothing to judge",
  });
export type Item = z.infer<typeof Item>;

/** The text to be judged: the output, or the turns with their speakers' labels. */
export function outputText(item: Item): string {
  return item.output ?? (item.turns ?? []).map((turn) => `${turn.role}: ${turn.content}`).join("\n");
}

/** Items of one group share a source. Read from `group`, else `meta.group`; an item alone is its own group. */
export function groupOf(item: Item): string {
  const fromMeta = item.meta?.group;
  return (
    item.group ?? (typeof fromMeta === "string" || typeof fromMeta === "number" ? String(fromMeta) : item.id)
  );
}

/** What came true of an item, by the dimension that forecasts it. */
export function outcomesOf(item: Item): Readonly<Record<string, 0 | 1>> {
  const known = Object.entries(item.human ?? {}).flatMap(([dimension, { outcome }]) =>
    outcome === undefined ? [] : [[dimension, outcome] as const],
  );
  return Object.fromEntries(known);
}
