import { z } from "zod";
import { Rubric } from "./rubric.ts";
import { ModelSpec, Study } from "./study.ts";

/**
 * A study ready to be worked anywhere: everything that its cells are made of, without a path. Items and sets lie
 * beside it, each under the digest of its text. Limits and prices are left out: they may change while it runs.
 */
export const QueuedStudy = z.strictObject({
  version: z.literal(1),
  title: z.string(),
  study: Study,
  models: z.array(ModelSpec).min(1),
  rubric: Rubric,
  sets: z.array(z.strictObject({ arm: z.string(), set: z.string() })),
  /** Digest of the items' digests, in order. */
  items: z.string(),
});
export type QueuedStudy = z.infer<typeof QueuedStudy>;

/**
 * A block of cells: one item before one panel, in one framing and replicate, under every protocol. Protocols share
 * first words, so they are worked together, and nobody else asks for the same.
 */
export const Block = z.strictObject({
  /** Digest of the item. */
  item: z.string(),
  arm: z.string(),
  personaSet: z.string().nullable(),
  model: z.string(),
  framing: z.string(),
  replicate: z.int().nonnegative(),
});
export type Block = z.infer<typeof Block>;
