import type { Estimate } from "../domain/estimate.ts";
import {
  KNOWLEDGE_CONTEXTS,
  type Knowledge,
  type KnowledgeAnswer,
  type KnowledgeContext,
  type KnowledgeQuestion,
  type KnowledgeVerdict,
  type Probe,
} from "../domain/knowledge.ts";
import { PROBE_GAP } from "../domain/prompt.ts";
import { clusteredMeanInterval } from "../stats/clustered-mean-interval.ts";

const LEVEL = 0.95;
/** Sentences that an interval needs: five in one direction come by chance alone in more than one case of 20. */
const FEWEST_SENTENCES = 6;

type ByContext<T> = Readonly<Record<KnowledgeContext, T>>;

/** One question with the answers it got. */
type Asked = {
  readonly question: KnowledgeQuestion;
  /** What it was made from: two personas may quote one sentence. */
  readonly sentence: string;
  readonly answers: ByContext<readonly KnowledgeAnswer[]>;
  /** Share of right answers; null where none came. */
  readonly right: ByContext<number | null>;
};

function byContext<T>(of: (context: KnowledgeContext) => T): ByContext<T> {
  return { none: of("none"), persona: of("persona"), placebo: of("placebo"), evidence: of("evidence") };
}

const isRight = ({ question, chosen }: KnowledgeAnswer): boolean => chosen === question.answer;

function askedOf(answers: readonly KnowledgeAnswer[]): readonly Asked[] {
  return [...Map.groupBy(answers, ({ question }) => question.id).values()].map((all) => {
    const { question } = all[0]!;
    const own = byContext((context) =>
      all.filter((answer) => answer.context === context && answer.chosen !== null),
    );
    return {
      question,
      sentence: `${question.document}\n${question.sentence.replace(PROBE_GAP, question.answer)}`,
      answers: own,
      right: byContext((context) =>
        own[context].length === 0 ? null : own[context].filter(isRight).length / own[context].length,
      ),
    };
  });
}

/** The mean of a value over questions, clustered by the sentence they are made from. */
function meanOver(
  asked: readonly Asked[],
  scoreOf: (right: Asked["right"]) => number | null,
  what: string,
): Estimate {
  const rows = asked.flatMap(({ right, sentence }) => {
    const score = scoreOf(right);
    return score === null ? [] : [{ score, sentence }];
  });
  const sentences = [...new Set(rows.map(({ sentence }) => sentence))];
  const n = rows.length;
  const { mean, low, high } = clusteredMeanInterval(
    rows.map(({ score }) => score),
    rows.map(({ sentence }) => sentences.indexOf(sentence)),
    LEVEL,
  );
  const method = `${what} over questions`;
  if (mean === null)
    return { value: null, reason: "no question was answered in every context that it takes", n };
  if (low === null || high === null || sentences.length < FEWEST_SENTENCES) {
    const why = `no interval: ${sentences.length} sentences, it takes ${FEWEST_SENTENCES}`;
    return { value: mean, method: `${method}; ${why}`, n };
  }
  return { value: mean, low, high, level: LEVEL, method: `${method}, t interval clustered by sentence`, n };
}

const minus = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : a - b;

/** Share of the pairs of answers to one question, alike in all but one respect, that chose the same. */
function agreementOver(asked: readonly Asked[], respect: "form" | "order"): number | null {
  let [same, pairs] = [0, 0];
  for (const { answers } of asked)
    for (const context of KNOWLEDGE_CONTEXTS) {
      const alike = Map.groupBy(answers[context], ({ form, order, run }) =>
        JSON.stringify([run, respect === "form" ? order : form]),
      );
      for (const [first, second] of alike.values()) {
        if (first === undefined || second === undefined) continue;
        pairs++;
        if (first.chosen === second.chosen) same++;
      }
    }
  return pairs === 0 ? null : same / pairs;
}

function verdictOf(overPlacebo: Estimate): KnowledgeVerdict {
  if (overPlacebo.value === null || overPlacebo.low === undefined || overPlacebo.high === undefined)
    return "undetermined";
  if (overPlacebo.low > 0) return "knowledge";
  return overPlacebo.high < 0 ? "less" : "style-only";
}

const SENTENCES: Readonly<Record<KnowledgeVerdict, string>> = {
  knowledge: "the persona contributed knowledge: it gains more over no persona than a placebo does",
  "style-only": "the persona contributed style only: what it gains over a placebo may be nothing",
  less: "the persona knew less than a placebo",
  undetermined: "undetermined: too few questions were answered to tell knowledge from style",
};

function told(verdict: KnowledgeVerdict, { value, ...rest }: Estimate): string {
  const bounds = "low" in rest && rest.low !== undefined && rest.high !== undefined;
  if (value === null || !bounds) return SENTENCES[verdict];
  const shown = (number: number | undefined): string => (number ?? 0).toFixed(2);
  return `${SENTENCES[verdict]} (${shown(value)}, 95 % interval ${shown(rest.low)} to ${shown(rest.high)})`;
}

type Named = { readonly personaSet: string; readonly model: string };

function summarize(
  { personaSet, model }: Named,
  persona: string,
  answers: readonly KnowledgeAnswer[],
): Knowledge {
  const asked = askedOf(answers);
  const share = (context: KnowledgeContext): number | null => {
    const answered = asked.filter(({ right }) => right[context] !== null);
    return answered.length === 0
      ? null
      : answered.filter(({ right }) => right[context] === 1).length / answered.length;
  };
  const gain = (a: KnowledgeContext, b: KnowledgeContext) =>
    meanOver(asked, (right) => minus(right[a], right[b]), "mean paired difference of right answers");
  const overPlacebo = meanOver(
    asked,
    // Both gains are over the same answers without a persona, which cancel.
    (right) => minus(right.persona, right.placebo),
    "persona gain less placebo gain, paired,",
  );
  const verdict = verdictOf(overPlacebo);
  const [first] = asked;
  return {
    personaSet,
    model,
    persona,
    questions: asked.length,
    toldByPersona: asked.filter(({ question }) => question.toldByPersona).length,
    sentences: new Set(asked.map(({ sentence }) => sentence)).size,
    asked: asked.length === 0 ? 0 : answers.length / asked.length / KNOWLEDGE_CONTEXTS.length,
    missing: answers.filter(({ chosen }) => chosen === null).length,
    chance: first === undefined ? 0 : 1 / (1 + first.question.distractors.length),
    scores: byContext((context) => meanOver(asked, (right) => right[context], "share of right answers")),
    known: byContext(share),
    agreement: { forms: agreementOver(asked, "form"), orders: agreementOver(asked, "order") },
    groundingGain: gain("evidence", "persona"),
    personaGain: gain("persona", "none"),
    placeboGain: gain("placebo", "none"),
    overPlacebo,
    beyondItsText: meanOver(
      asked.filter(({ question }) => !question.toldByPersona),
      (right) => minus(right.persona, right.placebo),
      "persona less placebo, where the persona's text does not tell, paired,",
    ),
    verdict,
    sentence: told(verdict, overPlacebo),
  };
}

/**
 * What the personas of a set know of their documents, from answers to closed-book questions: the set (`persona: "*"`),
 * then each persona. Scores are shares of right answers; the grounding gain is what the evidence in context adds to the
 * persona, the persona gain and the placebo gain what they add to nobody; all are paired by question, with t intervals
 * clustered by the sentence that a question is made from. A question is known where every answer is right.
 * After Song et al., arXiv 2502.10708, and "Do We Know What LLMs Don't Know?", arXiv 2505.21701.
 *
 * @example knowledge(answers, { personaSet: "clinical", model: "lexical" })[0]?.sentence
 */
export function knowledge(answers: readonly KnowledgeAnswer[], named: Named): readonly Knowledge[] {
  if (answers.length === 0) return [];
  const byPersona = Map.groupBy(answers, ({ question }) => question.persona);
  return [
    summarize(named, "*", answers),
    ...[...byPersona].map(([persona, own]) => summarize(named, persona, own)),
  ];
}

/** The questions one by one, with the share of right answers in each context. */
export function probes(answers: readonly KnowledgeAnswer[], named: Named): readonly Probe[] {
  return askedOf(answers).map(({ question, right }) => ({
    ...named,
    ...question,
    right: { ...right },
    isKnown: right.persona === 1,
  }));
}
