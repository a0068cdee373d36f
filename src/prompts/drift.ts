import { z } from "zod";
import type { LineState, NotEvaluable } from "../domain/drift.ts";
import type {
  EarlierLinesTask,
  Message,
  PersonaLineTask,
  Prompt,
  SelfQuestionsTask,
} from "../domain/prompt.ts";
import { personaText } from "./describe.ts";
import { DATA_NOTICE, fence, taskTag } from "./fence.ts";

const SYSTEM = `You compare what a person says with who the person is.\n${DATA_NOTICE}`;

function messages(data: readonly string[], kind: string, ask: string): readonly Message[] {
  return [
    { role: "system", content: SYSTEM },
    { role: "user", content: `${data.join("\n\n")}\n\n${taskTag(kind)}\n${ask}\n</task>` },
  ];
}

const numbered = (entries: readonly { readonly id: string; readonly text: string }[]): string =>
  entries.map(({ id, text }) => `[${id}] ${text}`).join("\n");

/** A list of ids out of those shown; nothing can be named where nothing is shown. */
function idsOf(entries: readonly { readonly id: string }[]): z.ZodType<string[]> {
  const ids = entries.map(({ id }) => id);
  return z.array(ids.length === 0 ? z.string() : z.enum(ids));
}

export type PersonaLineReply = {
  readonly meaning: string;
  readonly shown: readonly string[];
  readonly contradicted: readonly string[];
};

/** The reply to `personaLinePrompt`, for the facts shown. */
export function personaLineReply(facts: PersonaLineTask["facts"]): z.ZodType<PersonaLineReply> {
  return z.strictObject({
    meaning: z.string().describe("what the line says, in a few words"),
    shown: idsOf(facts).describe("facts that the line shows or speaks from; empty where it shows none"),
    contradicted: idsOf(facts).describe("facts that cannot be so if the line is sincere; empty where none"),
  });
}

/**
 * Asks which facts of a persona a line shows and which it contradicts. There is no verdict to default to: a
 * line for which no fact is named says nothing of the persona.
 */
export function personaLinePrompt(task: PersonaLineTask): Prompt<PersonaLineReply> {
  const ask =
    "The persona block lists facts of a person, the transcript block one line that this person said. Say first what the " +
    "line means. Then name the facts that the line shows, that is, that a reader who did not know them could tell or " +
    "suspect from it, and the facts that it contradicts. A line that could be anybody's shows none and contradicts none. " +
    "A quotation in the line is not the person's own word.";
  return {
    name: "persona-line",
    task,
    schema: personaLineReply(task.facts),
    messages: messages(
      [fence("persona", numbered(task.facts)), fence("transcript", task.line)],
      "persona-line",
      ask,
    ),
  };
}

/** How a line stands to its persona, by the facts that the judge named: none named is not evaluable. */
export function lineStateOf({ shown, contradicted }: Pick<PersonaLineReply, "shown" | "contradicted">): {
  readonly state: LineState;
  readonly reason?: NotEvaluable;
} {
  if (contradicted.length > 0) return { state: "contradicts" };
  return shown.length > 0 ? { state: "consistent" } : { state: "not-evaluable", reason: "nothing-shown" };
}

export type EarlierLinesReply = {
  readonly comparable: readonly string[];
  readonly conflicts: readonly string[];
};

/** The reply to `earlierLinesPrompt`, for the earlier lines shown. */
export function earlierLinesReply(earlier: EarlierLinesTask["earlier"]): z.ZodType<EarlierLinesReply> {
  return z.strictObject({
    comparable: idsOf(earlier).describe("earlier lines that speak to the same matter as the last one"),
    conflicts: idsOf(earlier).describe("those of them that the last one contradicts; empty where none"),
  });
}

/**
 * Asks which of a speaker's earlier lines speak to what its last one says, and which of them that
 * contradicts.
 */
export function earlierLinesPrompt(task: EarlierLinesTask): Prompt<EarlierLinesReply> {
  const ask =
    "The transcript block lists what one person said earlier, line by line, and then the person's last line. Name the " +
    "earlier lines that speak to the same matter as the last one, and those of them that cannot be meant sincerely by " +
    "somebody who means the last one. A change of mind for which the person gives a reason is no contradiction.";
  const said = `${numbered(task.earlier)}\n\nLast line: ${task.line}`;
  return {
    name: "earlier-lines",
    task,
    schema: earlierLinesReply(task.earlier),
    messages: messages([fence("transcript", said)], "earlier-lines", ask),
  };
}

export type SelfQuestionsReply = {
  readonly answers: readonly { readonly question: string; readonly option: number | null }[];
};

/** The reply to `selfQuestionsPrompt`, for the questions asked. */
export function selfQuestionsReply(questions: SelfQuestionsTask["questions"]): z.ZodType<SelfQuestionsReply> {
  const most = Math.max(...questions.map(({ options }) => options.length));
  const answer = z.strictObject({
    question: z.enum(questions.map(({ id }) => id)),
    option: z
      .literal(Array.from({ length: most }, (_, option) => option + 1))
      .nullable()
      .describe("the option's number, or null when you cannot tell"),
  });
  return z.strictObject({ answers: z.array(answer) });
}

/**
 * Asks whoever spoke in a dialogue questions on itself, with its persona in front of it or with the dialogue
 * alone: what it can say of itself without being told is what the dialogue holds.
 */
export function selfQuestionsPrompt(task: SelfQuestionsTask): Prompt<SelfQuestionsReply> {
  const { name, persona, lines, questions } = task;
  const asked = questions.map(
    ({ id, question, options }) =>
      `[${id}] ${question}\n${options.map((option, index) => `${index + 1}. ${option}`).join("\n")}`,
  );
  const from = persona === null ? "from what you said in the dialogue" : "from who you are and what you said";
  const ask =
    `You are ${JSON.stringify(name)} of the dialogue in the transcript block. Answer the questions in the documents block ` +
    `on yourself, ${from}. Give the number of one option for each, or null where you cannot tell.`;
  return {
    name: "self-questions",
    task,
    schema: selfQuestionsReply(questions),
    messages: messages(
      [
        ...(persona === null ? [] : [fence("persona", personaText(persona), { id: persona.id })]),
        fence("transcript", lines.map((line) => `${line.name}: ${line.text}`).join("\n")),
        fence("documents", asked.join("\n\n")),
      ],
      "self-questions",
      ask,
    ),
  };
}
