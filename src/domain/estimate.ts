import { z } from "zod";

/**
 * A value with its interval, method and number of units, or the reason why there is none.
 * `level` is the interval's confidence level (.95); `n` counts the units that the value rests on.
 */
export const Estimate = z.union([
  z.strictObject({
    value: z.number(),
    low: z.number().optional(),
    high: z.number().optional(),
    level: z.number().gt(0).lt(1).optional(),
    method: z.string(),
    n: z.int().nonnegative(),
  }),
  z.strictObject({ value: z.null(), reason: z.string(), n: z.int().nonnegative() }),
]);
export type Estimate = z.infer<typeof Estimate>;
