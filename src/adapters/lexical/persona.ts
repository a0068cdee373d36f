import { peopleNounsIn } from "../../domain/people.ts";
import { PERSONA_FIELDS, type PersonaField } from "../../domain/persona.ts";
import type { PersonaTask } from "../../domain/prompt.ts";
import { type Rng, rngFrom } from "../../domain/random.ts";
import { readingGrade } from "../../domain/reading-grade.ts";
import type { PersonaReply } from "../../prompts/ground.ts";
import { centralSentences } from "./central-sentences.ts";
import { type Blanks, PERSONA_STOCK, SURNAMES } from "./persona-stock.ts";
import { termsOf } from "./terms.ts";
import { withArticle } from "./with-article.ts";

/** A sentence that may stand in the persona; `isKept` where the persona would not be itself without it. */
type Candidate = {
  readonly field: PersonaField;
  readonly text: string;
  readonly passage: string | null;
  readonly isKept: boolean;
};

const LONGEST_CITED = 30;
const OWN_VOICE = /\b(?:we|our|us|i|my|this (?:study|paper|review|article|guide)|here|above|below)\b/i;

const pick = <T>(list: readonly T[], rng: Rng): T => list[Math.floor(rng() * list.length)]!;
const wordCount = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

/** Which of the five fields a sentence of a document speaks to. */
function fieldFor(text: string, stakeholder: string): PersonaField {
  const people = new Set(peopleNounsIn(text).map(({ noun }) => noun));
  if (people.size > 1) return "relationships";
  return people.has(stakeholder) ? "evaluativeDimension" : "specialty";
}

/** Sentences of the passages that speak to the dimension, the most central first, each with its passage. */
function citedCandidates({ passages, dimension, stakeholder }: PersonaTask): readonly Candidate[] {
  const salient = new Set([...termsOf(dimension.name), ...termsOf(stakeholder)]);
  return centralSentences(passages, salient)
    .filter(({ text }) => wordCount(text) <= LONGEST_CITED && !OWN_VOICE.test(text))
    .map(({ text, passage }, rank) => ({
      field: fieldFor(text, stakeholder),
      text,
      passage,
      isKept: rank === 0,
    }));
}

function otherPerson({ passages, stakeholder, task }: PersonaTask): string {
  const text = `${passages.map((passage) => passage.text).join("\n")}\n${task ?? ""}`;
  return peopleNounsIn(text).find(({ noun }) => noun !== stakeholder)?.noun ?? "colleague";
}

function ownCandidates(task: PersonaTask): readonly Candidate[] {
  const { name } = task.dimension;
  const concern = /^\p{Lu}(?!\p{Lu})/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
  const blanks: Blanks = { concern, other: withArticle(otherPerson(task)) };
  return PERSONA_FIELDS.flatMap((field) =>
    PERSONA_STOCK[field].map((wording, index) => ({
      field,
      text: wording(blanks),
      passage: null,
      isKept: field === "evaluativeDimension" && index === 0,
    })),
  );
}

/** How far a choice is from the wanted words (3 % is near enough) and reading grade. */
function distance(chosen: readonly Candidate[], { words, grade }: PersonaTask): number {
  const text = chosen.map((candidate) => candidate.text).join(" ");
  const off = Math.max(0, Math.abs(wordCount(text) / Math.max(words, 1) - 1) - 0.03);
  const gradeOff = grade === null ? 0 : Math.abs((readingGrade(text) ?? grade) - grade);
  const empty = PERSONA_FIELDS.filter(
    (field) => !chosen.some((candidate) => candidate.field === field),
  ).length;
  return 40 * off + gradeOff + 20 * empty;
}

const TRIES = 300;

/** Adds, drops and swaps sentences at random for as long as that brings the choice nearer. */
function chooseCandidates(
  candidates: readonly Candidate[],
  task: PersonaTask,
  rng: Rng,
): readonly Candidate[] {
  let chosen = candidates.filter((candidate) => candidate.isKept);
  let nearest = distance(chosen, task);
  const free = candidates.filter((candidate) => !candidate.isKept);
  for (let attempt = 0; attempt < TRIES && free.length > 0; attempt++) {
    const changed = attempt % 2 === 0 ? [pick(free, rng)] : [pick(free, rng), pick(free, rng)];
    const next = candidates.filter((candidate) => chosen.includes(candidate) !== changed.includes(candidate));
    const reached = distance(next, task);
    if (reached > nearest) continue;
    chosen = next;
    nearest = reached;
  }
  return chosen;
}

/**
 * Five fields for one person, as near to the wanted words and reading grade as its sentences allow. Sentences of the
 * passages are taken over whole and cite them; the rest is a built-in stock of wording that fits any stakeholder.
 */
export function describePersona(task: PersonaTask, seed: number): PersonaReply {
  const rng = rngFrom(seed);
  const name = `${pick([..."ABCDEFGHIJKLMNOPRSTUVWZ"], rng)}. ${pick(SURNAMES, rng)}`;
  const chosen = chooseCandidates([...citedCandidates(task), ...ownCandidates(task)], task, rng);
  const of = (field: PersonaField) =>
    chosen.filter((candidate) => candidate.field === field).map(({ text, passage }) => ({ text, passage }));
  return {
    name,
    demographics: of("demographics"),
    evaluativeDimension: of("evaluativeDimension"),
    specialty: of("specialty"),
    traits: of("traits"),
    relationships: of("relationships"),
  };
}
