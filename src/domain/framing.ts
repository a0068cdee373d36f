/**
 * What a row's `framing` is for. A framing is named
 * - `plain`, or any name without a colon: a wording, a rephrasing that keeps the meaning;
 * - `frame:<name>`: the same question in another light (gain or loss, or turned round), its answers
 *   already re-coded to the scale's direction;
 * - `order:<name>`: the same question with its options in another order;
 * - `no-opinion`: the question with an explicit offer to have no opinion;
 * - `negated`: the question turned into its negation, answers as given.
 * Where wordings, frames and orders are crossed, a name joins its parts:
 * `request+frame:gain+order:descending`.
 *
 * Wordings are interchangeable and are what every part of the analysis averages over. The others are
 * asked to test the answers and enter the validity labels alone.
 */
export type FramingKind = "wording" | "frame" | "order" | "no-opinion" | "negated";

/** A framing's place in the crossing of wordings, frames and orders; "" where it names none. */
export type FramingParts = { readonly wording: string; readonly frame: string; readonly order: string };

const FRAME = "frame:";
const ORDER = "order:";
const BETWEEN_PARTS = /[+|/,;]\s*/;

/** @example framingParts("request+frame:gain") // { wording: "request", frame: "gain", order: "" } */
export function framingParts(framing: string): FramingParts {
  const parts = framing.split(BETWEEN_PARTS);
  const named = (prefix: string): string =>
    parts.find((part) => part.startsWith(prefix))?.slice(prefix.length) ?? "";
  const [frame, order] = [named(FRAME), named(ORDER)];
  if (frame === "" && order === "") return { wording: framing, frame, order };
  const rest = parts.filter((part) => !part.startsWith(FRAME) && !part.startsWith(ORDER));
  return { wording: rest.join("+"), frame, order };
}

/** @example framingKind("frame:gain") // "frame" */
export function framingKind(framing: string): FramingKind {
  if (framing === "no-opinion" || framing === "negated") return framing;
  const { frame, order } = framingParts(framing);
  if (frame !== "") return "frame";
  return order === "" ? "wording" : "order";
}

/**
 * The whole validity battery: three wordings, a frame of gain and one of loss, the options in another order
 * than the usual one, an offer to have no opinion, and the negation. `framings: battery` in a study stands
 * for it.
 */
export const BATTERY = [
  "plain",
  "request",
  "question",
  "frame:gain",
  "frame:loss",
  "order:descending",
  "no-opinion",
  "negated",
] as const;
