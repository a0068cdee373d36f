import type { Complete } from "../domain/ports.ts";

/** A model, and how many of its replies were of no use so far: those that a second one stands for among them. */
export function countingMalformed(complete: Complete): {
  readonly complete: Complete;
  readonly malformed: () => number;
} {
  let malformed = 0;
  return {
    complete: async (prompt, draw, signal) => {
      const reply = await complete(prompt, draw, signal);
      malformed += (reply.malformedBefore ?? 0) + (reply.status === "ok" ? 0 : 1);
      return reply;
    },
    malformed: () => malformed,
  };
}
