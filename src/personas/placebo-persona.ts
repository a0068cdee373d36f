import { countWords } from "../domain/content-words.ts";
import type { Persona, Statement } from "../domain/persona.ts";
import { mapFields, statementsOf } from "./persona-parts.ts";
import { textOf } from "./persona-text.ts";

/** Near enough to the wanted length. */
const NEAR = 0.1;

const wordsOf = (statements: readonly Statement[]): number => countWords(textOf(statements));

/**
 * A persona of another domain as long as a given one: the `at`-th of `others`, with statements of the next ones added
 * or its own last ones left out until its words are within a tenth, or as near as whole statements allow. Its evidence and
 * passages are left out: it is to lend its voice and no knowledge.
 *
 * @example placeboPersona(nurse, supportDesk.personas, 0).stakeholder // "customer"
 */
export function placeboPersona(like: Persona, others: readonly Persona[], at: number): Persona {
  const own = others[at % others.length]!;
  const wanted = wordsOf(statementsOf(like));
  const turned = others.map((_, step) => others[(at + step) % others.length]!);
  const offered = turned.flatMap((persona) =>
    Object.entries(persona.fields).flatMap(([field, statements]) =>
      statements.map((statement) => ({
        field,
        statement: { text: statement.text, from: "model" as const, evidence: [] },
      })),
    ),
  );
  const kept: typeof offered = [];
  for (const one of offered) {
    const before = Math.abs(wordsOf(kept.map(({ statement }) => statement)) - wanted);
    if (before <= NEAR * wanted) break;
    const after = Math.abs(wordsOf([...kept, one].map(({ statement }) => statement)) - wanted);
    if (after < before) kept.push(one);
  }
  const { passages: _passages, ...rest } = own;
  return {
    ...rest,
    fields: mapFields((field) => kept.flatMap((one) => (one.field === field ? [one.statement] : []))),
  };
}
