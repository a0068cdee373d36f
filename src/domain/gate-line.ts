import { isDegenerate } from "./degenerate.ts";
import type { NotEvaluable } from "./drift.ts";
import { isSilent } from "./silent.ts";

/**
 * Why no judge needs to be asked about a line: nothing was said in it, or nothing that is language. Null for a
 * line that can be judged.
 *
 * @example gateLine("I pass.") // "silent"
 */
export function gateLine(text: string): Extract<NotEvaluable, "silent" | "degenerate"> | null {
  if (isSilent(text)) return "silent";
  return isDegenerate(text) ? "degenerate" : null;
}
