import type { z } from "zod";
import type { Study } from "./study.ts";

/**
 * A study written as TypeScript: checked while it is typed, and read by `assize run study.ts` from the
 * module's default export. Returns what it is given.
 *
 * @example export default defineConfig({ version: 1, items: { file: "items.jsonl" }, task, arms, model: "lexical" });
 */
export function defineConfig(study: z.input<typeof Study>): z.input<typeof Study> {
  return study;
}
