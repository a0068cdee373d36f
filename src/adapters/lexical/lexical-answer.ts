import type { Task } from "../../domain/prompt.ts";
import { assess } from "./assess.ts";
import { discuss } from "./discuss.ts";
import { assessFinally } from "./final.ts";
import { invent } from "./invent.ts";
import { answerSelfQuestions, judgeEarlierLines, judgePersonaLine } from "./judge-lines.ts";
import { describePersona } from "./persona.ts";
import { perspectives } from "./perspectives.ts";
import { answerProbe } from "./probe.ts";
import { synthesize } from "./synthesis.ts";

/**
 * Answers any task from its texts alone, with a value that the reply schema of the task's prompt accepts. A
 * deterministic panelist built on text statistics: a baseline, no language model. The same task and seed give the same
 * answer.
 *
 * @example lexicalAnswer({ kind: "invent", task: "Judge meeting minutes.", groups: 2, personas: 4 }, 7)
 */
export function lexicalAnswer(task: Task, seed: number): unknown {
  switch (task.kind) {
    case "perspectives":
      return perspectives(task);
    case "persona":
      return describePersona(task, seed);
    case "invent":
      return invent(task, seed);
    case "assess":
      return assess(task, seed);
    case "discuss":
      return discuss(task, seed);
    case "final":
      return assessFinally(task, seed);
    case "synthesis":
      return synthesize(task);
    case "probe":
      return answerProbe(task, seed);
    case "persona-line":
      return judgePersonaLine(task);
    case "earlier-lines":
      return judgeEarlierLines(task);
    case "self-questions":
      return answerSelfQuestions(task);
  }
}
