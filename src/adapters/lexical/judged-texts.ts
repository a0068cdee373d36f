import { type Item, outputText } from "../../domain/item.ts";

/** What is judged and what it is held against. */
export type JudgedTexts = {
  /** The item's source and, after it, what the judged speaker was answering. */
  readonly source: string;
  /** Where the item's own source ends in `source`: what lies beyond stands in the item's output. */
  readonly sourceEnd: number;
  /** As long as the item's output, with all that is not judged turned into line breaks, so that quotes stand there. */
  readonly output: string;
};

const LABEL = /^\p{L}[\p{L}\p{N} _-]{0,24}:(?=\s)/gmu;
/** Whose turns are what is answered, where somebody else's are there too. */
const ASKING = /^(?:user|customer|client|caller|human|guest|visitor|patient|student|member)\b/i;

const blank = (text: string): string => "\n".repeat(text.length);

/**
 * The texts to measure. A dialogue's labels are left out, and where a user and another speaker take turns, the other
 * is judged and the user's words are part of what that speaker answers to.
 */
export function judgedTexts(item: Item): JudgedTexts {
  const whole = outputText(item);
  const { source } = item;
  if (item.kind !== "dialogue") return { source, sourceEnd: source.length, output: whole };
  const labels = [...whole.matchAll(LABEL)];
  const parts = labels.map((label, index) => {
    const end = labels[index + 1]?.index ?? whole.length;
    return {
      label: label[0],
      said: whole.slice(label.index + label[0].length, end),
      isAsked: ASKING.test(label[0]),
    };
  });
  const hasBoth = parts.some((part) => part.isAsked) && parts.some((part) => !part.isAsked);
  const opening = whole.slice(0, labels[0]?.index ?? whole.length);
  const judged = parts.map(
    ({ label, said, isAsked }) => blank(label) + (hasBoth && isAsked ? blank(said) : said),
  );
  const asked = hasBoth ? parts.filter((part) => part.isAsked).map((part) => `\n\n${part.said}`) : [];
  return {
    source: source.replaceAll(LABEL, blank) + asked.join(""),
    sourceEnd: source.length,
    output: opening + judged.join(""),
  };
}
