import { countWords } from "../domain/content-words.ts";
import { PERSONA_FIELDS } from "../domain/persona.ts";
import type { Reply } from "../domain/ports.ts";
import { readingGrade } from "../domain/reading-grade.ts";
import type { PersonaReply } from "../prompts/ground.ts";
import type { Offer } from "./fit-statements.ts";
import type { Place } from "./invented-roster.ts";
import { repliedStatements } from "./persona-parts.ts";
import { type Measure, textOf } from "./persona-text.ts";

/** Asks for the five fields of one place; `step` names the draw. */
export type AskFields = (measure: Measure, step: string) => Promise<Reply<PersonaReply>>;

const FEWEST_WORDS = 20;
/** A second request leans at most this far against the miss of the first. */
const MOST_LEANING = 2;
const HARDEST_GRADE = 18;

/** What opens a persona: its dimension, as in a grounded one. */
export function leadOf({ name, definition }: Place): string {
  return definition === "" ? name : definition;
}

/** The sentences that may stand in a persona: its dimension, then what the replies say, each once. */
export function offersOf(place: Place, replies: readonly PersonaReply[]): readonly Offer[] {
  const lead: Offer = { field: "evaluativeDimension", text: leadOf(place), isFixed: true };
  const said = PERSONA_FIELDS.flatMap((field) =>
    replies
      .flatMap((reply) => repliedStatements(reply, field))
      .map(({ text }): Offer => ({ field, text, isFixed: false })),
  );
  return [...Map.groupBy([lead, ...said], ({ text }) => text).values()].map(([first]) => first!);
}

function isNear(got: Measure, target: Measure): boolean {
  const isGradeNear = target.grade === null || got.grade === null || Math.abs(got.grade - target.grade) <= 1;
  return isGradeNear && Math.abs(got.words / target.words - 1) <= 0.1;
}

/** What to ask for next, so that a model that writes too much or too hard lands on the target. */
function leanAgainst(got: Measure, target: Measure): Measure {
  const scale = target.words / Math.max(1, got.words);
  return {
    words: target.words * Math.min(MOST_LEANING, Math.max(1 / MOST_LEANING, scale)),
    grade:
      target.grade === null || got.grade === null
        ? target.grade
        : Math.min(HARDEST_GRADE, Math.max(1, 2 * target.grade - got.grade)),
  };
}

/**
 * Asks for the fields of one place, and once more where there is no reply or its length or grade is off. All
 * that was said is returned, for sentences to be chosen from.
 */
export async function inventFields(
  ask: AskFields,
  place: Place,
  target: Measure,
): Promise<{
  readonly offers: readonly Offer[];
  readonly name: string | null;
  readonly accidents: readonly string[];
}> {
  const lead = countWords(leadOf(place));
  const request = ({ words, grade }: Measure): Measure => ({
    words: Math.max(FEWEST_WORDS, Math.round(words - lead)),
    grade,
  });
  const replies: Reply<PersonaReply>[] = [await ask(request(target), "first")];
  const [first] = replies;
  const text = first?.status === "ok" ? textOf(offersOf(place, [first.value])) : "";
  const got = { words: countWords(text), grade: readingGrade(text) };
  if (first?.status !== "ok") replies.push(await ask(request(target), "again"));
  else if (!isNear(got, target)) replies.push(await ask(request(leanAgainst(got, target)), "again"));
  const values = replies.flatMap((reply) => (reply.status === "ok" ? [reply.value] : []));
  return {
    offers: values.length === 0 ? [] : offersOf(place, values),
    name: values[0]?.name ?? null,
    accidents: replies.flatMap((reply) =>
      reply.status === "ok" ? [] : [`${reply.status}: ${reply.message}`],
    ),
  };
}
