import { InputError } from "../domain/errors.ts";

/**
 * Rewordings of the question that keep its meaning, scale and format. Each names the same output,
 * the same dimensions and the same right to abstain.
 */
export const FRAMINGS: Readonly<Record<string, string>> = {
  plain: "Rate the output against the source on every dimension listed above.",
  request:
    "Please give your rating of the output, held against the source, for every dimension listed above.",
  question: "How do you rate the output, given the source, on every dimension listed above?",
};

/** The question in the named wording. Throws an `InputError` for a name that is none. */
export function framingText(framing: string): string {
  const text = Object.hasOwn(FRAMINGS, framing) ? FRAMINGS[framing] : undefined;
  if (text === undefined)
    throw new InputError(
      "unknown-framing",
      `framings: there is no framing "${framing}"; use one of ${Object.keys(FRAMINGS).join(", ")}`,
    );
  return text;
}
