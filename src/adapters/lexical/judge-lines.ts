import type { EarlierLinesTask, PersonaLineTask, SelfQuestionsTask } from "../../domain/prompt.ts";
import { personaText } from "../../prompts/describe.ts";
import type { EarlierLinesReply, PersonaLineReply, SelfQuestionsReply } from "../../prompts/drift.ts";
import { heldShare, relation } from "./relation.ts";

/** An option is taken when so much of it stands in what was said, and more than of any other. */
const LEAST_HELD = 0.5;

/** The facts that a line shares enough words with to show or to contradict them. */
export function judgePersonaLine({ facts, line }: PersonaLineTask): PersonaLineReply {
  const related = facts.map(({ id, text }) => ({ id, how: relation(line, text) }));
  const having = (how: "supports" | "contradicts"): readonly string[] =>
    related.filter((fact) => fact.how === how).map(({ id }) => id);
  return {
    meaning: "What it says is read off the words that it shares with the facts.",
    shown: having("supports"),
    contradicted: having("contradicts"),
  };
}

/** The earlier lines that a line shares enough words with, and those of them that it contradicts. */
export function judgeEarlierLines({ earlier, line }: EarlierLinesTask): EarlierLinesReply {
  const related = earlier.map(({ id, text }) => ({ id, how: relation(line, text) }));
  return {
    comparable: related.filter(({ how }) => how !== null).map(({ id }) => id),
    conflicts: related.filter(({ how }) => how === "contradicts").map(({ id }) => id),
  };
}

/** The options whose words stand in what the speaker said and, where it is shown, in its persona. */
export function answerSelfQuestions(task: SelfQuestionsTask): SelfQuestionsReply {
  const { name, persona, lines, questions } = task;
  const own = lines.filter((line) => line.name === name).map(({ text }) => text);
  const known = [...own, ...(persona === null ? [] : [personaText(persona)])].join("\n");
  return {
    answers: questions.map(({ id, options }) => {
      const held = options.map((option) => heldShare(option, known));
      const most = Math.max(...held);
      const isClear = most >= LEAST_HELD && held.filter((share) => share === most).length === 1;
      return { question: id, option: isClear ? held.indexOf(most) + 1 : null };
    }),
  };
}
