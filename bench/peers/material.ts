/** What is judged, by everybody alike: some 3 kB of source, a summary, and one question. */
export type BenchItem = { readonly id: string; readonly source: string; readonly output: string };

const WORDS =
  "clinic nurse patient letter doctor morning record blood pressure report council street school parent teacher budget winter water bridge river office number answer question summer garden market price village family doctor house letter window paper people garden mother father brother city road".split(
    " ",
  );
const VERBS = "told showed gave sent left found kept asked moved made".split(" ");

/** Stands in every source, so that a reply can quote it. */
export const QUOTE = "The clinic opened its doors to patients in the spring.";

const sentence = (place: number): string => {
  const word = (step: number): string => WORDS[(place * 31 + step * step * 17 + step * 7) % WORDS.length]!;
  const verb = VERBS[(place * 13) % VERBS.length]!;
  return `The ${word(1)} of the ${word(2)} ${verb} the ${word(3)} by the ${word(4)} a ${word(5)} and a ${word(6)} of the ${word(7)}.`;
};

const sentences = (place: number, count: number): string =>
  Array.from({ length: count }, (_, step) => sentence(place * 41 + step)).join(" ");

/** Items `from` to `from + count`, each unlike every other, so that no cache can help. */
export function benchItems(count: number, from = 0): readonly BenchItem[] {
  return Array.from({ length: count }, (_, index) => {
    const place = from + index;
    const id = `item-${String(place).padStart(6, "0")}`;
    return { id, source: `Case ${id}. ${QUOTE} ${sentences(place, 32)}`, output: sentences(place + 7, 3) };
  });
}

export const CRITERION =
  "Coherence: the summary should be well structured and well organised. It should not just be a heap of related information, but should build from sentence to sentence to a coherent body of information about its topic.";

/** The prompt that every tool sends which takes a prompt as it is. */
export function promptOf({ source, output }: Pick<BenchItem, "source" | "output">): string {
  return [
    "You rate summaries. Read the source and its summary, and rate the summary on the criterion from 1 (worst) to 5 (best).",
    `Criterion: ${CRITERION}`,
    `Source:\n${source}`,
    `Summary:\n${output}`,
    "Give a short reasoning first, then the rating.",
  ].join("\n\n");
}

const REASONING =
  "The summary follows the order of the source and keeps to its subject. Each sentence takes up what the one before it said, although the last one comes without a link to what precedes it, so that the whole reads as organised but not as seamless. Thus, the score should be: 4.";

/** The rating that every reply carries. */
export const RATING = 4;

const assessment = (rating: number): unknown => ({
  assessments: [
    {
      dimension: "coherence",
      rating,
      abstain: null,
      rationale: REASONING,
      citations: [{ in: "source", quote: QUOTE }],
      confidence: 0.8,
    },
  ],
});

/** Three personas who start apart, so that there is something to discuss. */
export const RATINGS_OF_THREE = [2, 4, 5] as const;

/**
 * The same reply under the names that each tool asks for, by the first part of the address that it calls.
 * Assize names what it asks for, so its replies are told apart by that name.
 */
export const REPLIES = {
  score: { reasoning: REASONING, score: RATING },
  choice: { reasons: REASONING, choice: String(RATING) },
  label: { explanation: REASONING, label: String(RATING) },
  rubric: { reason: REASONING, pass: true, score: RATING / 5 },
  jury: {
    label: "good",
    confidence: 0.8,
    reasoning: REASONING,
    key_factors: ["structure", "links"],
    dissent_notes: null,
  },
  assess: assessment(RATING),
  "assess-1": assessment(RATINGS_OF_THREE[0]),
  "assess-2": assessment(RATINGS_OF_THREE[1]),
  "assess-3": assessment(RATINGS_OF_THREE[2]),
  discuss: { pass: false, text: REASONING, citations: [{ in: "source", quote: QUOTE }], rating: null },
  synthesis: { text: REASONING },
} as const;
export type ReplyName = keyof typeof REPLIES;
