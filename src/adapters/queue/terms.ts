import { z } from "zod";

/** What may change while a study is worked: its limits, and what its models charge, by their names in the study. */
export const Terms = z.strictObject({
  limits: z.strictObject({
    money: z.number().positive().optional(),
    tokens: z.number().positive().optional(),
    calls: z.number().positive().optional(),
  }),
  prices: z.record(
    z.string(),
    z.union([
      z.strictObject({
        input: z.number(),
        cachedInput: z.number().nullable(),
        output: z.number(),
        currency: z.string(),
        from: z.string(),
      }),
      z.strictObject({ input: z.null(), reason: z.string() }),
    ]),
  ),
});
export type Terms = z.infer<typeof Terms>;
