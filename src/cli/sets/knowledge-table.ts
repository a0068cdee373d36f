import type { Estimate } from "../../domain/estimate.ts";
import { KNOWLEDGE_CONTEXTS, type Knowledge } from "../../domain/knowledge.ts";

function shown(estimate: Estimate): string {
  if (estimate.value === null) return `none (${estimate.reason})`;
  const value = estimate.value.toFixed(2);
  return estimate.low === undefined || estimate.high === undefined
    ? `${value} (${estimate.method.split("; ").at(-1)})`
    : `${value} [${estimate.low.toFixed(2)}, ${estimate.high.toFixed(2)}]`;
}

const CONTEXTS = { none: "no persona", persona: "persona", placebo: "placebo", evidence: "with evidence" };

function setLines(pooled: Knowledge, personas: readonly Knowledge[]): readonly string[] {
  const { chance, questions, sentences, asked, missing, agreement } = pooled;
  const percent = (share: number | null): string =>
    share === null ? "none" : `${(100 * share).toFixed(0)} %`;
  return [
    `${pooled.personaSet} asked of ${pooled.model}: ${questions} questions on ${sentences} sentences, each ${asked} times in each ` +
      `context${missing > 0 ? `; ${missing} answers missing` : ""}`,
    ...KNOWLEDGE_CONTEXTS.map(
      (context) =>
        `  ${CONTEXTS[context].padEnd(15)} right ${shown(pooled.scores[context])}, known ${percent(pooled.known[context])}`,
    ),
    `  guessing is right in ${percent(chance)}; one question in two forms got the same answer in ${percent(agreement.forms)}, ` +
      `in two orders in ${percent(agreement.orders)}`,
    `  grounding gain  ${shown(pooled.groundingGain)}`,
    `  persona gain    ${shown(pooled.personaGain)}`,
    `  placebo gain    ${shown(pooled.placeboGain)}`,
    `  ${pooled.sentence}`,
    `  the persona's own text holds the answer to ${pooled.toldByPersona} of the questions; over a placebo on the others ` +
      shown(pooled.beyondItsText),
    ...personas.map(
      (one) =>
        `  ${one.persona}: grounding gain ${shown(one.groundingGain)}, over a placebo ${shown(one.overPlacebo)}: ${one.verdict}`,
    ),
  ];
}

/** What sets know of their documents, as lines for people. */
export function knowledgeTable(knowledge: readonly Knowledge[]): string {
  return knowledge
    .filter(({ persona }) => persona === "*")
    .flatMap((pooled) => {
      const own = knowledge.filter(
        ({ personaSet, model, persona }) =>
          persona !== "*" && personaSet === pooled.personaSet && model === pooled.model,
      );
      return setLines(pooled, own);
    })
    .join("\n");
}
