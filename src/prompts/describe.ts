import { type Item, outputText } from "../domain/item.ts";
import { PERSONA_FIELDS, type Persona } from "../domain/persona.ts";
import type { Passage, Seat, Standing, Utterance } from "../domain/prompt.ts";
import { type Rubric, type RubricDimension, scaleValues } from "../domain/rubric.ts";
import { fence, inline } from "./fence.ts";

const FIELD_TITLES: Readonly<Record<(typeof PERSONA_FIELDS)[number], string>> = {
  demographics: "Demographics",
  evaluativeDimension: "What you look at",
  specialty: "Specialty",
  traits: "Traits",
  relationships: "Relationships",
};

/** The five fields as a text of short lines; a persona without statements is its role alone. */
export function personaText(persona: Persona): string {
  const fields = PERSONA_FIELDS.flatMap((field) => {
    const text = persona.fields[field].map((statement) => statement.text).join(" ");
    return text === "" ? [] : [`${FIELD_TITLES[field]}: ${text}`];
  });
  const lens = persona.dimensions.map((dimension) => `${dimension.name}: ${dimension.definition}`);
  const opening = persona.name === persona.stakeholder ? [] : [`Name: ${persona.name}`];
  return [
    ...opening,
    `Stakeholder: ${persona.stakeholder}`,
    ...fields,
    ...(lens.length > 0 ? ["Concerns:", ...lens] : []),
  ].join("\n");
}

export function itemBlock(item: Item): string {
  return `${fence("source", item.source)}\n\n${fence("output", outputText(item))}`;
}

function scaleText(dimension: RubricDimension, isDescending: boolean): string {
  const { scale } = dimension;
  const listed = <Entry>(entries: readonly Entry[]): readonly Entry[] =>
    isDescending ? entries.toReversed() : entries;
  const values = scaleValues(scale);
  const range =
    values === null
      ? `any number from ${listed([scale.min, scale.max]).join(" to ")}`
      : `one of ${listed(values).join(", ")}`;
  const anchors = listed(Object.entries(scale.anchors ?? {}).sort(([a], [b]) => Number(a) - Number(b))).map(
    ([value, meaning]) => `${value} = ${meaning}`,
  );
  return anchors.length > 0 ? `${range} (${anchors.join("; ")})` : range;
}

/** The dimensions with their scales; `isDescending` lists each scale's options from the highest down. */
export function rubricBlock(rubric: Rubric, isDescending = false): string {
  const lines = rubric.dimensions.map(
    (dimension) =>
      `- ${dimension.id}: ${dimension.definition || dimension.id}. Rating: ${scaleText(dimension, isDescending)}.`,
  );
  return `Dimensions to rate:\n${lines.join("\n")}`;
}

export function passageBlock(passages: readonly Passage[]): string {
  const texts = passages.map((passage) => {
    const page = passage.page === null ? "" : `, page ${passage.page}`;
    return `[${passage.id}] (${passage.document}${page}) ${passage.text}`;
  });
  return fence("documents", texts.join("\n\n"));
}

/** Who the panelist is: nothing for an empty seat, so that such seats send identical first prompts. */
export function seatBlock(seat: Seat): string {
  if (seat.persona === null) return "";
  const persona = fence("persona", personaText(seat.persona), { id: seat.persona.id });
  const who = `You judge as this person, and only as this person would:\n${persona}`;
  if (seat.passages.length === 0) return `${who}\n\n`;
  return `${who}\n\nWhat documents of your domain say:\n${passageBlock(seat.passages)}\n\n`;
}

/**
 * Who the panelist is among those that the transcript names: an empty seat, too, must know its own words in it.
 */
export function seatAmong(seat: Seat, standings: readonly Standing[]): string {
  const own = standings.find(({ panelist }) => panelist === seat.id);
  if (seat.persona !== null || own === undefined) return seatBlock(seat);
  return `You are ${inline(own.name)}.\n\n`;
}

function standingText(standing: Standing): string {
  const { assessment } = standing;
  if (assessment.status !== "ok") return `${standing.name}: gave no assessment.`;
  const lines = assessment.dimensions.map((entry) => {
    const word =
      entry.rating === null ? `abstains (${entry.abstain ?? "cannot-tell"})` : String(entry.rating);
    return `  ${entry.dimension}: ${word}. ${entry.rationale}`;
  });
  return `${standing.name}:\n${lines.join("\n")}`;
}

/** Everybody's assessments and what was said since, fenced as one transcript. */
export function transcriptBlock(standings: readonly Standing[], transcript: readonly Utterance[]): string {
  const opening = standings.map(standingText).join("\n");
  const turns = transcript.map(({ name, dimension, text, rating }) => {
    const about = dimension === null ? "" : ` [${dimension}]`;
    return `${name}${about}: ${text}${rating === undefined ? "" : ` (now rates it ${rating})`}`;
  });
  const said = turns.length > 0 ? `\n\nDiscussion:\n${turns.join("\n")}` : "";
  return fence("transcript", `Initial assessments:\n${opening}${said}`);
}
