import { z } from "zod";
import type { Prompt } from "../domain/prompt.ts";
import { deriveSeed } from "../domain/random.ts";
import { inventPrompt, personaPrompt, perspectivesPrompt } from "../prompts/ground.ts";

const PASSAGE = { id: "p1", document: "document", page: 1, text: "text" };
const DIMENSION = { name: "name", definition: "definition" };

/** What a prompt says and asks back, whatever it is about. */
function wordingOf<T>({ messages, schema }: Prompt<T>): string {
  return JSON.stringify([messages, z.toJSONSchema(schema)]);
}

/**
 * A digest of the fixed wording of the prompts that make personas, so that a frozen set tells whether it
 * was made with the present ones: 16 hex digits of a hash that guards against oversight, not against intent.
 */
export function promptsDigest(): string {
  const persona = { kind: "persona", stakeholder: "stakeholder", dimension: DIMENSION, words: 100 } as const;
  const wordings = [
    wordingOf(perspectivesPrompt({ kind: "perspectives", passages: [PASSAGE], terms: [] })),
    wordingOf(personaPrompt({ ...persona, passages: [PASSAGE], task: null, grade: null })),
    wordingOf(personaPrompt({ ...persona, passages: [], task: "task", grade: 9 })),
    wordingOf(inventPrompt({ kind: "invent", task: "task", groups: 2, personas: 4 })),
  ];
  return [0, 1]
    .map((half) =>
      deriveSeed("prompts", half, ...wordings)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
}
