import type { Drift, DriftJudgement, LineJudgement, SpeakerJudgement } from "../../domain/drift.ts";
import type { Estimate } from "../../domain/estimate.ts";
import { nestedComponents } from "../../stats/nested-components.ts";
import { withinSlope } from "../../stats/within-slope.ts";
import { overPersonas, ratioOf } from "./over-personas.ts";

/** Everything judged of one persona, over its dialogues and reruns. */
type OfPersona = {
  readonly rater: string;
  /** Judgements of what was said in the end. */
  readonly said: readonly LineJudgement[];
  readonly first: readonly LineJudgement[];
  readonly own: readonly SpeakerJudgement[];
};

type Part = { readonly of: number; readonly in: number };
type Share = {
  readonly partOf: (persona: OfPersona) => Part;
  readonly method: string;
  readonly reason: string;
};

const isEvaluable = ({ state }: LineJudgement): boolean => state !== "not-evaluable";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function keptPart(lines: readonly LineJudgement[]): Part {
  const evaluable = lines.filter(isEvaluable);
  return { of: evaluable.filter(({ state }) => state === "consistent").length, in: evaluable.length };
}

/** Lines as they would stand without the guard: what was said first, where the speaker was asked again. */
function unguarded({ said, first }: OfPersona): readonly LineJudgement[] {
  const placeOf = ({ dialogue, turn, rerun }: LineJudgement): string =>
    JSON.stringify([dialogue, turn, rerun]);
  const before = new Map(first.map((line) => [placeOf(line), line]));
  return said.map((line) => before.get(placeOf(line)) ?? line);
}

/** Facts shown by a dialogue's end, in each of its reruns, of those that there are. */
function shownPart({ said, own }: OfPersona): Part {
  const placeOf = ({ dialogue, rerun }: { dialogue: string; rerun: number }): string =>
    JSON.stringify([dialogue, rerun]);
  const lines = Map.groupBy(said, placeOf);
  const shares = own
    .filter(({ facts }) => facts > 0)
    .map((speaker) => {
      const shown = new Set((lines.get(placeOf(speaker)) ?? []).flatMap((line) => line.shown));
      return shown.size / speaker.facts;
    });
  return { of: sum(shares), in: shares.length };
}

const NOT_EVALUATED = "no line could be evaluated";

type InDialogue = Pick<LineJudgement, "speaker" | "dialogue">;
const dialogueOf = ({ speaker, dialogue }: InDialogue): string => JSON.stringify([speaker, dialogue]);

/**
 * Without the dialogues in which a persona said nothing that could be evaluated: guessed answers and lines that
 * are anybody's would make it consistent. Speakers without a persona have nothing to be evaluated by.
 */
function heard(persona: OfPersona): OfPersona {
  const evaluable = new Set(persona.said.filter(isEvaluable).map(dialogueOf));
  const bare = persona.own.filter(({ facts }) => facts === 0).map(dialogueOf);
  const kept = new Set([...evaluable, ...bare]);
  const isKept = (judged: InDialogue): boolean => kept.has(dialogueOf(judged));
  return { ...persona, said: persona.said.filter(isKept), own: persona.own.filter(isKept) };
}

/** Why there is no consistency where nothing that any of these personas said could be evaluated; else null. */
function whyNotHeard(personas: readonly OfPersona[]): string | null {
  const isHeard = ({ said, own }: OfPersona): boolean =>
    said.some(isEvaluable) || own.every(({ facts }) => facts === 0);
  if (personas.some(isHeard)) return null;
  const isUnjudged = personas.some(({ said }) => said.some(({ reason }) => reason === "no-judgement"));
  return isUnjudged ? NOT_EVALUATED : "said nothing that could be judged";
}

const SHARES = {
  promptToLine: {
    partOf: ({ said }) => keptPart(said),
    method: "share of evaluable lines that do not contradict the persona",
    reason: NOT_EVALUATED,
  },
  lineToLine: {
    partOf: (persona) => {
      const { said } = heard(persona);
      const comparable = sum(said.map((line) => line.comparable ?? 0));
      return { of: comparable - sum(said.map((line) => line.conflicts ?? 0)), in: comparable };
    },
    method: "share of comparable pairs of a speaker's lines that do not contradict each other",
    reason: "no two lines of a speaker speak to the same matter",
  },
  questions: {
    partOf: (persona) => {
      const answered = heard(persona)
        .own.flatMap(({ questions }) => questions)
        .filter((asked) => asked.with !== null && asked.without !== null);
      return { of: answered.filter((asked) => asked.with === asked.without).length, in: answered.length };
    },
    method: "share of questions on itself that the dialogue alone answers as dialogue and persona do",
    reason: "no question was answered both with the persona and from the dialogue alone",
  },
  informativeness: {
    partOf: shownPart,
    method: "share of the persona's facts shown by the dialogue's end",
    reason: "no persona with facts",
  },
} as const satisfies Readonly<Record<string, Share>>;

function shareOf(name: keyof typeof SHARES, personas: readonly OfPersona[]): Estimate {
  const { partOf, method, ...share } = SHARES[name];
  const reason = whyNotHeard(personas) ?? share.reason;
  const parts = personas.map(partOf).filter((part) => part.in > 0);
  const n = sum(parts.map((part) => part.in));
  return overPersonas(parts.length, ratioOf(parts), { method, reason, n, isShare: true });
}

function consistency(personas: readonly OfPersona[]) {
  return {
    promptToLine: shareOf("promptToLine", personas),
    lineToLine: shareOf("lineToLine", personas),
    questions: shareOf("questions", personas),
    informativeness: shareOf("informativeness", personas),
  };
}

function slopeOf(personas: readonly OfPersona[]): Estimate {
  const points = personas.map(({ said }) =>
    said.filter(isEvaluable).map(({ line, state }) => ({ x: line, y: state === "consistent" ? 1 : 0 })),
  );
  return overPersonas(points.length, withinSlope(points), {
    method: "change of prompt-to-line consistency per own line, each persona at its own level",
    reason: "no persona with two evaluable lines in different places",
    n: sum(points.map((own) => own.length)),
    isShare: false,
  });
}

function componentsOf(lines: readonly LineJudgement[]): Drift["components"] {
  const values = lines.filter(isEvaluable).map(({ state, speaker, dialogue, turn }) => ({
    value: state === "consistent" ? 1 : 0,
    groups: [speaker, dialogue, String(turn)],
  }));
  if (lines.every(({ rerun }) => rerun === 0)) {
    const [persona = null, inDialogue = null, turn = null] = nestedComponents(values, 2);
    return { persona, dialogue: inDialogue, turn };
  }
  const [persona = null, inDialogue = null, turn = null, rerun = null] = nestedComponents(values, 3);
  return { persona, dialogue: inDialogue, turn, rerun };
}

function guardOf(personas: readonly OfPersona[], promptToLine: Estimate): Drift["guard"] {
  const firsts = personas.flatMap(({ first }) => first);
  if (firsts.length === 0) return undefined;
  const parts = personas
    .map((persona) => ({ before: keptPart(unguarded(persona)), after: keptPart(persona.said) }))
    .filter(({ before, after }) => before.in > 0 || after.in > 0);
  const without = ratioOf(parts.map(({ before }) => before));
  const guarded = ratioOf(parts.map(({ after }) => after));
  const told = { reason: NOT_EVALUATED, n: promptToLine.n };
  return {
    askedAgain: new Set(firsts.map(({ dialogue, turn }) => JSON.stringify([dialogue, turn]))).size,
    without: overPersonas(parts.length, without, {
      ...told,
      method: "share of evaluable lines that do not contradict the persona, as they were first said",
      isShare: true,
    }),
    difference: overPersonas(
      parts.length,
      (weights) => {
        const [after, before] = [guarded(weights), without(weights)];
        return after === null || before === null ? null : after - before;
      },
      { ...told, method: "prompt-to-line consistency with the guard less without", isShare: false },
    ),
  };
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values.toSorted()) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function personasIn(judgements: readonly DriftJudgement[]): readonly OfPersona[] {
  const bySpeaker = Map.groupBy(judgements, ({ speaker }) => speaker);
  return [...bySpeaker.keys()].toSorted().map((rater) => {
    const own = bySpeaker.get(rater) ?? [];
    const lines = own.filter((judgement) => judgement.kind === "line");
    return {
      rater,
      said: lines.filter(({ of }) => of === "said"),
      first: lines.filter(({ of }) => of === "first"),
      own: own.filter((judgement) => judgement.kind === "speaker"),
    };
  });
}

function conditionDrift(judgements: readonly DriftJudgement[]): Drift[] {
  const [any] = judgements;
  const personas = personasIn(judgements);
  const said = personas.flatMap((persona) => persona.said);
  const own = personas.flatMap((persona) => persona.own);
  if (any === undefined) return [];
  const questions = own.flatMap((speaker) => speaker.questions);
  const shares = consistency(personas);
  const guard = guardOf(personas, shares.promptToLine);
  return [
    {
      condition: any.condition,
      n: {
        personas: personas.length,
        dialogues: new Set(own.map(({ dialogue }) => dialogue)).size,
        lines: said.length,
        evaluable: said.filter(isEvaluable).length,
        notEvaluable: counted(said.flatMap(({ reason }) => reason ?? [])),
        questions: questions.length,
        unanswered: questions.filter((asked) => asked.without === null).length,
      },
      ...shares,
      slope: slopeOf(personas),
      components: componentsOf(said),
      ...(guard === undefined ? {} : { guard }),
      panelists: personas.map((persona) => ({
        rater: persona.rater,
        lines: persona.said.length,
        evaluable: persona.said.filter(isEvaluable).length,
        ...consistency([persona]),
      })),
    },
  ];
}

/**
 * How far personas keep to themselves, from judgements of their lines: consistency of lines with the persona,
 * of lines with one another and of answers given without the persona, each over what could be evaluated,
 * beside the share of the persona that was shown at all; the trend over a persona's lines; and what the
 * scores vary with (after Abdulhai et al., arXiv 2511.00222). One entry for each condition.
 *
 * @example driftResult(judgements)[0]?.informativeness
 */
export function driftResult(judgements: readonly DriftJudgement[]): Drift[] {
  const conditions = Map.groupBy(judgements, ({ condition }) =>
    JSON.stringify([condition.arm, condition.protocol ?? "", condition.model ?? ""]),
  );
  return [...conditions.keys()].toSorted().flatMap((key) => conditionDrift(conditions.get(key) ?? []));
}
