import type { Evidence, Persona, Statement } from "../domain/persona.ts";
import type { Passage, PersonaTask } from "../domain/prompt.ts";
import type { PersonaReply } from "../prompts/ground.ts";
import type { ChosenDimension } from "./choose-dimensions.ts";
import { lensOf, mapFields, repliedStatements } from "./persona-parts.ts";
import { sharesContent } from "./shares-content.ts";

/** Words that the five fields hold together, about. */
export const PERSONA_WORDS = 120;
/** Quotes that a model is shown to write a persona from. */
const MOST_QUOTES = 12;

/** A persona's quotes, one of each document in turn. */
function spreadEvidence(chosen: ChosenDimension): readonly Evidence[] {
  const all = [chosen.own, ...chosen.adopted].flatMap((dimension) => dimension.evidence);
  const turn = new Map<string, number>();
  return all
    .map((evidence) => {
      const round = turn.get(evidence.document) ?? 0;
      turn.set(evidence.document, round + 1);
      return { evidence, round };
    })
    .sort((a, b) => a.round - b.round)
    .map(({ evidence }) => evidence);
}

/** What a persona is written from: its checked quotes as the only passages, q1, q2, ... */
export function personaSources(chosen: ChosenDimension): ReadonlyMap<string, Evidence> {
  return new Map(
    spreadEvidence(chosen)
      .slice(0, MOST_QUOTES)
      .map((evidence, index) => [`q${index + 1}`, evidence]),
  );
}

export function groundedTask(
  chosen: ChosenDimension,
  sources: ReadonlyMap<string, Evidence>,
  task: string | null,
): PersonaTask {
  const { stakeholder, name, definition } = chosen.own;
  const passages = [...sources].map(
    ([id, { document, page, quote }]): Passage => ({ id, document, page, text: quote }),
  );
  return {
    kind: "persona",
    stakeholder,
    dimension: { name, definition },
    passages,
    task,
    words: PERSONA_WORDS,
    grade: null,
  };
}

/**
 * A persona from a model's reply. A statement is the document's only where the passage that it cites is a
 * checked quote and the two share content; else it is the model's. What the persona looks at opens with
 * its dimensions themselves, each with all of its quotes.
 */
export function writePersona(
  reply: PersonaReply,
  chosen: ChosenDimension,
  sources: ReadonlyMap<string, Evidence>,
  identity: { readonly id: string; readonly name: string },
): Persona {
  const dimensions = [chosen.own, ...chosen.adopted];
  const tagged = ({ text, passage }: { text: string; passage: string | null }): Statement => {
    const evidence = passage === null ? undefined : sources.get(passage);
    return evidence !== undefined && sharesContent(text, evidence.quote)
      ? { text, from: "document", evidence: [evidence] }
      : { text, from: "model", evidence: [] };
  };
  const lead = dimensions.map(
    ({ name, definition, evidence }): Statement => ({
      text: definition === "" ? name : definition,
      from: "document",
      evidence: [...evidence],
    }),
  );
  return {
    ...identity,
    stakeholder: chosen.own.stakeholder,
    dimensions: lensOf(dimensions),
    fields: mapFields((field) => {
      const own = repliedStatements(reply, field).map(tagged);
      const opening = field === "evaluativeDimension" ? lead : [];
      return [...opening, ...own.filter(({ text }) => opening.every((other) => other.text !== text))];
    }),
  };
}
