import { createHash } from "node:crypto";

/** By which a manifest tells whether a study, an item, a rubric or a set is still the same. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
