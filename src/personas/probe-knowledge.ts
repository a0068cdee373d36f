import {
  KNOWLEDGE_CONTEXTS,
  type KnowledgeAnswer,
  type KnowledgeContext,
  type KnowledgeQuestion,
} from "../domain/knowledge.ts";
import type { Persona, PersonaSet } from "../domain/persona.ts";
import type { Complete, Notify } from "../domain/ports.ts";
import { type Passage, PROBE_GAP, type ProbeForm, type Seat } from "../domain/prompt.ts";
import { deriveSeed, rngFrom } from "../domain/random.ts";
import { optionLetters, probePrompt } from "../prompts/probe.ts";
import { inParallel } from "./in-parallel.ts";
import { statementsOf } from "./persona-parts.ts";
import { placeboPersona } from "./placebo-persona.ts";
import { probeQuestions } from "./probe-questions.ts";

const FORMS: readonly ProbeForm[] = ["gap", "statement"];
const ORDERS = [0, 1] as const;
/** Quotes that are put beside a question, its own among them. */
const MOST_QUOTES = 12;

export type ProbeOptions = {
  /** Questions for each persona at most. */
  readonly questions: number;
  /** Times that each question is asked in each form and order. */
  readonly runs: number;
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
};

type Ask = Omit<KnowledgeAnswer, "chosen"> & { readonly seat: Seat };

/** The options in the first order, drawn by lot, or in the other, turned round: the right one never keeps its place. */
function optionsOf(
  { sentence, answer, distractors }: KnowledgeQuestion,
  order: number,
  seed: number,
): string[] {
  const rng = rngFrom(deriveSeed("options", seed, sentence, answer));
  const drawn = [answer, ...distractors]
    .map((option) => ({ option, lot: rng() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ option }) => option);
  return order === 0 ? drawn : drawn.reverse();
}

/** A persona's quotes as passages, the one that a question is made from first. */
function evidenceFor(persona: Persona, { sentence, answer }: KnowledgeQuestion): readonly Passage[] {
  const quotes = new Map<string, Passage>();
  for (const { evidence } of statementsOf(persona))
    for (const { document, page, quote } of evidence)
      if (!quotes.has(quote)) quotes.set(quote, { id: `q${quotes.size + 1}`, document, page, text: quote });
  const asked = sentence.replace(PROBE_GAP, answer);
  const all = [...quotes.values()].map((passage) => ({
    passage,
    isAsked: passage.text.replaceAll(/\s+/g, " ").includes(asked),
  }));
  return all
    .sort((a, b) => Number(b.isAsked) - Number(a.isAsked))
    .slice(0, MOST_QUOTES)
    .map(({ passage }) => passage);
}

function seatsFor(
  set: PersonaSet,
  placebo: PersonaSet,
  question: KnowledgeQuestion,
): Readonly<Record<KnowledgeContext, Seat>> {
  const at = set.personas.findIndex(({ id }) => id === question.persona);
  const persona = set.personas[at]!;
  const { id } = persona;
  return {
    none: { id: "nobody", persona: null, passages: [] },
    persona: { id, persona, passages: [] },
    placebo: { id, persona: placeboPersona(persona, placebo.personas, at), passages: [] },
    evidence: { id, persona, passages: evidenceFor(persona, question) },
  };
}

/**
 * Asks closed-book questions on the evidence of a set's personas in two forms, two orders of their options and several
 * runs: of nobody, of the persona, of a persona of another domain as long as it, and of the persona with its evidence
 * to look at. What comes back are single answers; `knowledge` in the analysis sums them up.
 *
 * @example await probeKnowledge({ complete }, set, supportDesk, { questions: 8, runs: 3, seed: 1 })
 */
export async function probeKnowledge(
  ports: { readonly complete: Complete; readonly notify?: Notify | undefined },
  set: PersonaSet,
  placebo: PersonaSet,
  { questions, runs, seed, signal }: ProbeOptions,
): Promise<readonly KnowledgeAnswer[]> {
  const asks = probeQuestions(set, questions, seed).flatMap((question) => {
    const seats = seatsFor(set, placebo, question);
    return KNOWLEDGE_CONTEXTS.flatMap((context) =>
      FORMS.flatMap((form) =>
        ORDERS.flatMap((order) =>
          Array.from(
            { length: runs },
            (_, run): Ask => ({
              question,
              context,
              form,
              order,
              run,
              seat: seats[context],
            }),
          ),
        ),
      ),
    );
  });
  return inParallel(ports.notify, "questions", asks, async ({ seat, ...asked }): Promise<KnowledgeAnswer> => {
    const { question, context, form, order, run } = asked;
    const options = optionsOf(question, order, seed);
    const task = { kind: "probe", seat, form: asked.form, sentence: question.sentence, options } as const;
    const place = [set.id, question.id, context, form, order, run];
    const draw = { label: ["probe", seed, ...place].join("/"), seed: deriveSeed("probe", seed, ...place) };
    const reply = await ports.complete(probePrompt(task), draw, signal);
    if (reply.status !== "ok") return { ...asked, chosen: null };
    return { ...asked, chosen: options[optionLetters(options).indexOf(reply.value.answer)] ?? null };
  });
}
