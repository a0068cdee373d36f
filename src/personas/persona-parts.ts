import {
  PERSONA_FIELDS,
  type Persona,
  type PersonaDimension,
  type PersonaField,
  type Statement,
} from "../domain/persona.ts";
import type { PersonaReply } from "../prompts/ground.ts";
import { oneLine } from "./one-line.ts";

const LONGEST_STATEMENT = 400;
const LONGEST_NAME = 60;
/** Sentences of one field that are read, however many a model writes. */
const MOST_STATEMENTS = 12;

/** The five fields, each made by one function. */
export function mapFields(statements: (field: PersonaField) => Statement[]): Persona["fields"] {
  return {
    demographics: statements("demographics"),
    evaluativeDimension: statements("evaluativeDimension"),
    specialty: statements("specialty"),
    traits: statements("traits"),
    relationships: statements("relationships"),
  };
}

/** All statements of a persona in the order in which they are shown. */
export function statementsOf(persona: Persona): readonly Statement[] {
  return PERSONA_FIELDS.flatMap((field) => persona.fields[field]);
}

/** The sentences that a reply gives for a field: on one line each, no empty ones, none twice. */
export function repliedStatements(
  reply: PersonaReply,
  field: PersonaField,
): readonly { readonly text: string; readonly passage: string | null }[] {
  const lines = reply[field].slice(0, MOST_STATEMENTS).map(({ text, passage }) => ({
    text: oneLine(text, LONGEST_STATEMENT),
    passage,
  }));
  return lines.filter(({ text }, at) => text !== "" && lines.findIndex((line) => line.text === text) === at);
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
}

/** "nurse" → "nurse-1", "nurse-2": an id that says who it is. */
export function numberedIds(stakeholders: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  return stakeholders.map((stakeholder) => {
    const slug = slugOf(stakeholder) || "persona";
    const number = (counts.get(slug) ?? 0) + 1;
    counts.set(slug, number);
    return `${slug}-${number}`;
  });
}

/** The name that a model gave, or, where it gave none or one that is taken, the role and what it looks at. */
export function uniqueName(
  given: string,
  stakeholder: string,
  dimension: string,
  taken: ReadonlySet<string>,
): string {
  const plain = oneLine(given, LONGEST_NAME);
  const role = `${stakeholder.charAt(0).toUpperCase()}${stakeholder.slice(1)}`;
  const names = [plain, `${role}, ${dimension}`];
  const free = names.find((name) => name !== "" && name !== stakeholder && !taken.has(name.toLowerCase()));
  if (free !== undefined) return free;
  for (let number = 2; ; number++) {
    const numbered = `${role}, ${dimension} (${number})`;
    if (!taken.has(numbered.toLowerCase())) return numbered;
  }
}

/** The dimensions as a persona's lens, under ids unique within it. */
export function lensOf(
  dimensions: readonly { readonly name: string; readonly definition: string }[],
): PersonaDimension[] {
  const taken = new Set<string>();
  return dimensions.map(({ name, definition }) => {
    const slug = slugOf(name) || "dimension";
    const id = taken.has(slug) ? `${slug}-${taken.size + 1}` : slug;
    taken.add(id);
    return { id, name, definition };
  });
}
