import { countWords } from "../domain/content-words.ts";
import type { Persona, Statement } from "../domain/persona.ts";
import { readingGrade } from "../domain/reading-grade.ts";
import { statementsOf } from "./persona-parts.ts";

/** Statements as running text, each closed by a full stop so that it counts as a sentence. */
export function textOf(statements: readonly Pick<Statement, "text">[]): string {
  return statements.map(({ text }) => (/[.!?…]["'”’)]?$/.test(text) ? text : `${text}.`)).join(" ");
}

/** Words and US school grade of the five fields; the grade is null without a word. */
export type Measure = { readonly words: number; readonly grade: number | null };

/** How much there is to read in some personas, and how hard it is. */
export function measurePersonas(personas: readonly Persona[]): Measure {
  const text = textOf(personas.flatMap(statementsOf));
  return { words: countWords(text), grade: readingGrade(text) };
}
