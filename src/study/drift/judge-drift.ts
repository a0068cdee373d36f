import type { Dialogue, Speaker } from "../../domain/dialogue.ts";
import type { DriftJudgement, LineJudgement, NotEvaluable, SpeakerJudgement } from "../../domain/drift.ts";
import { gateLine } from "../../domain/gate-line.ts";
import type { Persona } from "../../domain/persona.ts";
import { personaFacts } from "../../domain/persona-facts.ts";
import type { Complete, Draw, Notify } from "../../domain/ports.ts";
import { deriveSeed, rngFrom } from "../../domain/random.ts";
import {
  earlierLinesPrompt,
  lineStateOf,
  personaLinePrompt,
  selfQuestionsPrompt,
} from "../../prompts/drift.ts";
import { inOrder } from "../in-order.ts";
import { questionsOn, type SelfQuestion } from "./questions-on.ts";

export type DriftPorts = {
  /** Who judges the lines of a dialogue, and who answers for its speakers. */
  readonly judge: (dialogue: Dialogue) => Complete;
  readonly simulator: (dialogue: Dialogue) => Complete;
  readonly notify?: Notify | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type DriftOptions = {
  readonly seed: number;
  /** Judgements of each line. With two and more the judge's own noise can be told apart. */
  readonly reruns: number;
  /** Dialogues judged at once. */
  readonly window: number;
};

/** A line of a dialogue with its place. */
type Spoken = { readonly turn: number; readonly line: number; readonly text: string };

type Judging = {
  readonly ports: DriftPorts;
  readonly dialogue: Dialogue;
  readonly speaker: Speaker;
  readonly rerun: number;
  readonly drawOf: (...steps: readonly (string | number)[]) => Draw;
};

const EVERYBODY_ELSE = "Somebody";

function ownLines({ lines }: Dialogue, speaker: Speaker): readonly (Spoken & { readonly first?: string })[] {
  return lines
    .flatMap(({ speaker: id, text, first }, turn) =>
      id === speaker.id ? [{ turn, text, ...(first === undefined ? {} : { first }) }] : [],
    )
    .map((spoken, index) => ({ ...spoken, line: index + 1 }));
}

/** How a line stands to the persona: gated first, so that no judge is asked about what cannot be judged. */
async function judgeLine(
  { ports, dialogue, speaker, drawOf }: Judging,
  text: string,
  step: readonly (string | number)[],
): Promise<Pick<LineJudgement, "state" | "reason" | "shown" | "contradicted">> {
  const untold = (reason: NotEvaluable) =>
    ({ state: "not-evaluable", reason, shown: [], contradicted: [] }) satisfies Partial<LineJudgement>;
  const gated = gateLine(text);
  if (gated !== null) return untold(gated);
  if (speaker.persona === null) return untold("nothing-shown");
  const facts = personaFacts(speaker.persona).map(({ id, text: fact }) => ({ id, text: fact }));
  const prompt = personaLinePrompt({ kind: "persona-line", facts, line: text });
  const reply = await ports.judge(dialogue)(prompt, drawOf("persona-line", ...step), ports.signal);
  if (reply.status !== "ok") return untold("no-judgement");
  const { shown, contradicted } = reply.value;
  return {
    ...lineStateOf(reply.value),
    shown: [...new Set(shown)],
    contradicted: [...new Set(contradicted)],
  };
}

/** A line against the speaker's earlier ones: nulls where there is none to hold it against. */
async function judgeAgainstEarlier(
  { ports, dialogue, drawOf }: Judging,
  earlier: readonly Spoken[],
  { line, text }: Spoken,
): Promise<Pick<LineJudgement, "comparable" | "conflicts">> {
  const unknown = { comparable: null, conflicts: null };
  const heard = earlier.filter((before) => gateLine(before.text) === null);
  if (heard.length === 0 || gateLine(text) !== null) return unknown;
  const prompt = earlierLinesPrompt({
    kind: "earlier-lines",
    earlier: heard.map((before) => ({ id: `l${before.line}`, text: before.text })),
    line: text,
  });
  const reply = await ports.judge(dialogue)(prompt, drawOf("earlier-lines", line), ports.signal);
  if (reply.status !== "ok") return unknown;
  const conflicts = new Set(reply.value.conflicts);
  return {
    comparable: new Set([...reply.value.comparable, ...conflicts]).size,
    conflicts: conflicts.size,
  };
}

async function lineJudgements(judging: Judging): Promise<LineJudgement[]> {
  const { dialogue, speaker, rerun } = judging;
  const own = ownLines(dialogue, speaker);
  const judged = await Promise.all(
    own.map(async (spoken, index) => {
      const { turn, line, text, first } = spoken;
      const place = { dialogue: dialogue.id, condition: dialogue.condition, speaker: speaker.id, rerun };
      const heading = { kind: "line", ...place, turn, line } as const;
      const said = {
        ...heading,
        of: "said" as const,
        ...(await judgeLine(judging, text, ["said", line])),
        ...(await judgeAgainstEarlier(judging, own.slice(0, index), spoken)),
      };
      if (first === undefined) return [said];
      const state = await judgeLine(judging, first, ["first", line]);
      return [said, { ...heading, of: "first" as const, ...state, comparable: null, conflicts: null }];
    }),
  );
  return judged.flat();
}

/**
 * A speaker's answers to questions on itself: names that say who somebody is are left out of what it is
 * shown.
 */
async function answersOf(
  judging: Judging,
  questions: readonly SelfQuestion[],
): Promise<SpeakerJudgement["questions"]> {
  const { ports, dialogue, speaker, drawOf } = judging;
  if (questions.length === 0) return [];
  const names = new Map(dialogue.speakers.map(({ id }, index) => [id, `Speaker ${index + 1}`]));
  const nameOf = (id: string): string => names.get(id) ?? EVERYBODY_ELSE;
  const ask = async (persona: Persona | null): Promise<ReadonlyMap<string, number>> => {
    const prompt = selfQuestionsPrompt({
      kind: "self-questions",
      name: nameOf(speaker.id),
      persona,
      lines: dialogue.lines
        .filter(({ text }) => text.trim() !== "")
        .map(({ speaker: id, text }) => ({ name: nameOf(id), text })),
      questions: questions.map(({ id, question, options }) => ({ id, question, options })),
    });
    const step = persona === null ? "without" : "with";
    const reply = await ports.simulator(dialogue)(prompt, drawOf("self-questions", step), ports.signal);
    if (reply.status !== "ok") return new Map();
    return new Map(
      reply.value.answers.flatMap(({ question, option }) => (option === null ? [] : [[question, option]])),
    );
  };
  const [told, untold] = await Promise.all([ask(speaker.persona), ask(null)]);
  return questions.map(({ id, key, options }) => {
    const given = (answers: ReadonlyMap<string, number>): number | null => {
      const option = answers.get(id) ?? null;
      return option !== null && option <= options.length ? option : null;
    };
    return { id, key, with: given(told), without: given(untold) };
  });
}

async function speakerJudgement(
  judging: Judging,
  personas: readonly Persona[],
  seed: number,
): Promise<SpeakerJudgement> {
  const { dialogue, speaker, rerun } = judging;
  const { persona } = speaker;
  // Of somebody who said nothing there is nothing to tell: answers would be guesses, and some guesses are right.
  const isMute = ownLines(dialogue, speaker).every(({ text }) => gateLine(text) !== null);
  const questions =
    persona === null || isMute
      ? []
      : questionsOn(
          persona,
          personas.filter((other) => other !== persona),
          rngFrom(deriveSeed(seed, "questions", speaker.id)),
        );
  return {
    kind: "speaker",
    dialogue: dialogue.id,
    condition: dialogue.condition,
    speaker: speaker.id,
    rerun,
    facts: persona === null ? 0 : personaFacts(persona).length,
    questions: await answersOf(judging, questions),
  };
}

/**
 * Judges how far speakers keep to their personas: every line against the facts of its speaker's persona and
 * against the speaker's earlier lines, and at a dialogue's end questions to each speaker who said anything on
 * itself, answered from the dialogue with its persona and without. What was not asked, or not answered, is so recorded:
 * nothing defaults to consistent. The judgements follow the dialogues' order and depend on them, the seed and
 * the replies alone.
 */
export async function judgeDrift(
  ports: DriftPorts,
  dialogues: readonly Dialogue[],
  options: DriftOptions,
): Promise<readonly DriftJudgement[]> {
  const { seed, reruns, window } = options;
  const personas = [
    ...new Map(
      dialogues.flatMap(({ speakers }) =>
        speakers.flatMap(({ id, persona }) => (persona === null ? [] : [[id, persona] as const])),
      ),
    ).values(),
  ];
  const judgeDialogue = async (dialogue: Dialogue): Promise<DriftJudgement[]> => {
    ports.signal?.throwIfAborted();
    const places = Array.from({ length: reruns }, (_, rerun) =>
      dialogue.speakers.map((speaker) => ({ speaker, rerun })),
    ).flat();
    const judged = await Promise.all(
      places.map(async ({ speaker, rerun }): Promise<DriftJudgement[]> => {
        const drawOf = (...steps: readonly (string | number)[]): Draw => {
          const place = [dialogue.id, speaker.id, ...steps, rerun];
          return { label: [seed, "drift", ...place].join("/"), seed: deriveSeed(seed, "drift", ...place) };
        };
        const judging = { ports, dialogue, speaker, rerun, drawOf };
        const [lines, own] = await Promise.all([
          lineJudgements(judging),
          speakerJudgement(judging, personas, seed),
        ]);
        return [...lines, own];
      }),
    );
    return judged.flat();
  };
  const judgements: DriftJudgement[] = [];
  let done = 0;
  for await (const judged of inOrder(dialogues, window, judgeDialogue)) {
    judgements.push(...judged);
    done++;
    ports.notify?.({ stage: "drift", done, total: dialogues.length });
  }
  return judgements;
}
