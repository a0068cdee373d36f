import { z } from "zod";

const PerMillion = z.number().nonnegative();

/**
 * What a model charges, in the list's currency for a million tokens. `model` is `provider:name`; dated builds of a
 * model cost what the model does. Without `cachedInput` a repeated opening costs as much as the rest.
 */
export const ModelRate = z.strictObject({
  model: z.string().min(1),
  input: PerMillion,
  cachedInput: PerMillion.optional(),
  output: PerMillion,
});
export type ModelRate = z.infer<typeof ModelRate>;

/** A dated list of prices. `source` says where they were read. */
export const PriceList = z.strictObject({
  version: z.literal(1),
  date: z.iso.date(),
  currency: z.string().min(1).default("USD"),
  source: z.string().min(1),
  models: z.array(ModelRate).min(1),
});
export type PriceList = z.infer<typeof PriceList>;

/** The price of one model of a study and where it comes from, or why nobody knows it. Free is a price of 0 with its reason. */
export type ModelPrice =
  | {
      readonly input: number;
      readonly cachedInput: number | null;
      readonly output: number;
      readonly currency: string;
      readonly from: string;
    }
  | { readonly input: null; readonly reason: string };
