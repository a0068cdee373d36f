import { z } from "zod";
import type { InventTask, Message, PersonaTask, PerspectivesTask, Prompt } from "../domain/prompt.ts";
import { passageBlock } from "./describe.ts";
import { DATA_NOTICE, fence, inline, taskTag } from "./fence.ts";

const SYSTEM = `You study who is affected by a kind of text and what they look at in it.\n${DATA_NOTICE}`;

function messages(data: string, kind: string, ask: string): readonly Message[] {
  const body = data === "" ? "" : `${data}\n\n`;
  return [
    { role: "system", content: SYSTEM },
    { role: "user", content: `${body}${taskTag(kind)}\n${ask}\n</task>` },
  ];
}

export type PerspectivesReply = {
  readonly perspectives: readonly {
    readonly stakeholder: string;
    readonly description: string;
    readonly dimensions: readonly {
      readonly name: string;
      readonly definition: string;
      readonly evidence: readonly { readonly passage: string; readonly quote: string }[];
    }[];
  }[];
};

/** The reply to `perspectivesPrompt`, for the passages shown. */
export function perspectivesReply(passages: readonly string[]): z.ZodType<PerspectivesReply> {
  const evidence = z.strictObject({
    passage: z.enum([...passages]).describe("id of the passage that the quote is copied from"),
    quote: z.string().describe("one or two whole sentences, copied word for word"),
  });
  const dimension = z.strictObject({
    name: z.string().describe("two to five words"),
    definition: z.string().describe("one sentence"),
    evidence: z.array(evidence),
  });
  const perspective = z.strictObject({
    stakeholder: z.string().describe("a noun for people that stands in the passages, in the singular"),
    description: z.string(),
    dimensions: z.array(dimension),
  });
  return z.strictObject({ perspectives: z.array(perspective) });
}

/** Asks who speaks through a cluster of passages: stakeholders, their dimensions, and verbatim quotes. */
export function perspectivesPrompt(task: PerspectivesTask): Prompt<PerspectivesReply> {
  const ask =
    "Name the stakeholders that these passages speak of: people affected by, or responsible for, what is described. " +
    "For each give the dimensions on which such a person would judge a text about it, and for each dimension the sentences " +
    "that show it, copied word for word with the id of their passage. Use for a stakeholder a word that stands in a quoted passage.";
  return {
    name: "perspectives",
    task,
    schema: perspectivesReply(task.passages.map((passage) => passage.id)),
    messages: messages(passageBlock(task.passages), "perspectives", ask),
  };
}

type StatementReply = { readonly text: string; readonly passage: string | null };
export type PersonaReply = {
  readonly name: string;
  readonly demographics: readonly StatementReply[];
  readonly evaluativeDimension: readonly StatementReply[];
  readonly specialty: readonly StatementReply[];
  readonly traits: readonly StatementReply[];
  readonly relationships: readonly StatementReply[];
};

/** The reply to `personaPrompt`, for the passages shown. */
export function personaReply(passages: readonly string[]): z.ZodType<PersonaReply> {
  const passage = passages.length === 0 ? z.null() : z.enum([...passages]).nullable();
  const statements = z.array(
    z.strictObject({
      text: z.string(),
      passage: passage.describe("id of the passage that says so, or null when none does"),
    }),
  );
  return z.strictObject({
    name: z.string(),
    demographics: statements,
    evaluativeDimension: statements,
    specialty: statements,
    traits: statements,
    relationships: statements,
  });
}

/** Asks for the five fields of one persona, each sentence tied to a passage or owned as the model's. */
export function personaPrompt(task: PersonaTask): Prompt<PersonaReply> {
  const { name, definition } = task.dimension;
  const purpose =
    task.task === null ? "" : `${fence("documents", task.task)}\nThe panel's task is the text above. `;
  const source =
    task.passages.length === 0
      ? "Write from what you know; passage is null throughout."
      : "Where a passage says so, give its id; where it is your own addition, give null.";
  const grade = task.grade === null ? "" : ` Write at about US school grade ${task.grade.toFixed(0)}.`;
  const ask =
    `${purpose}Describe one person. Stakeholder: ${inline(task.stakeholder)}. What this person looks at: ${inline(name)} (${inline(definition)}).\n` +
    "Five fields of short sentences: demographics; evaluativeDimension (what the person looks at and why); specialty; traits " +
    `(psychological); relationships (social). About ${task.words} words in all.${grade} ${source}`;
  const data = task.passages.length === 0 ? "" : passageBlock(task.passages);
  return {
    name: "persona",
    task,
    schema: personaReply(task.passages.map((p) => p.id)),
    messages: messages(data, "persona", ask),
  };
}

export const InventReply = z.strictObject({
  stakeholders: z.array(
    z.strictObject({
      stakeholder: z.string().describe("a noun for people, in the singular"),
      dimensions: z.array(z.strictObject({ name: z.string(), definition: z.string() })),
    }),
  ),
});
export type InventReply = z.infer<typeof InventReply>;

/** Asks for a panel from the task's text alone: the invented counterpart of the perspectives. */
export function inventPrompt(task: InventTask): Prompt<InventReply> {
  const ask =
    `Without any document, name ${task.groups} kinds of stakeholders for the task above, and spread exactly ${task.personas} ` +
    "distinct dimensions over them (at least one each) on which such people would judge the texts.";
  return {
    name: "invent",
    task,
    schema: InventReply,
    messages: messages(fence("documents", task.task), "invent", ask),
  };
}
