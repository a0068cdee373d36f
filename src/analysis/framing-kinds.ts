/**
 * What a row's `framing` is for. A framing is named
 * - `plain`, or any name without a colon: a wording, a rephrasing that keeps the meaning;
 * - `frame:<name>`: the same question in another light (gain or loss, or turned round), its answers
 *   already re-coded to the scale's direction;
 * - `order:<name>`: the same question with its options in another order;
 * - `no-opinion`: the question with an explicit offer to have no opinion;
 * - `negated`: the question turned into its negation, answers as given.
 *
 * Wordings are interchangeable and are what every part of the analysis averages over. The others are
 * asked to test the answers and enter the validity labels alone.
 */
export type FramingKind = "wording" | "frame" | "order" | "no-opinion" | "negated";

/** @example framingKind("frame:gain") // "frame" */
export function framingKind(framing: string): FramingKind {
  if (framing.startsWith("frame:")) return "frame";
  if (framing.startsWith("order:")) return "order";
  return framing === "no-opinion" || framing === "negated" ? framing : "wording";
}
