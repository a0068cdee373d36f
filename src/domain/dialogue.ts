import { z } from "zod";
import { Persona } from "./persona.ts";
import { Condition } from "./verdict.ts";

/**
 * One utterance. `first` is what was said before the speaker was asked again for contradicting its persona.
 */
export const DialogueLine = z.strictObject({
  speaker: z.string(),
  text: z.string(),
  first: z.string().optional(),
});
export type DialogueLine = z.infer<typeof DialogueLine>;

/**
 * Who speaks, and whom it is meant to be: null where nobody in particular is. Ids are unique over persona
 * sets.
 */
export const Speaker = z.strictObject({ id: z.string(), name: z.string(), persona: Persona.nullable() });
export type Speaker = z.infer<typeof Speaker>;

/** Something said by people with personas: a panel's discussion, or any other dialogue. */
export const Dialogue = z.strictObject({
  id: z.string(),
  condition: Condition,
  speakers: z.array(Speaker).min(1),
  lines: z.array(DialogueLine),
});
export type Dialogue = z.infer<typeof Dialogue>;
