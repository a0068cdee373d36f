import { deflateRawSync } from "node:zlib";
import type { Components, ConditionResult } from "../../src/domain/condition-result.ts";
import { Debate } from "../../src/domain/debate.ts";
import type { Estimate } from "../../src/domain/estimate.ts";
import { Item } from "../../src/domain/item.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import { Rating } from "../../src/domain/rating.ts";
import { StudyResult } from "../../src/domain/result.ts";
import { Manifest } from "../../src/domain/study.ts";
import { Verdict } from "../../src/domain/verdict.ts";
import type { ReportInput } from "../../src/report/report-data.ts";

// A small, complete and plausible study. Nothing in it is computed from anything else in it: the page
// shows what it is given, and its tests are about the showing.

export const HOSTILE_SCRIPT =
  '<script>window.__hit = 1</script>\u2028<img src="http://evil.invalid/x.png" onerror="window.__hit=1">';
export const HOSTILE_CLOSE = "</script><h1>broken out</h1><!--";
export const LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis".repeat(4);
export const RTL = "التقييم واضح للقارئ، لكنه يغفل المخاطر الرئيسية.";

export const deflate = (text: string): string => deflateRawSync(text, { level: 9 }).toString("base64");

const DIMENSIONS = ["coherence", "consistency", "relevance"] as const;
const ARMS = [
  { id: "none", kind: "none" },
  { id: "bare-role", kind: "bare-role", like: "grounded" },
  { id: "invented", kind: "invented", sets: 2, like: "grounded" },
  { id: "placebo", kind: "placebo", sets: ["support.json"] },
  { id: "grounded", kind: "grounded", sets: ["a.json", "b.json"] },
] as const;
const REPLICATES = [0, 1, 2];
const MODEL = "lexical";

const estimate = (
  value: number,
  low: number,
  high: number,
  n = 12,
  method = "generalised interval",
): Estimate => ({
  value,
  low,
  high,
  level: 0.95,
  method,
  n,
});
const absent = (reason: string, n = 0): Estimate => ({ value: null, reason, n });

const statement = (text: string) => ({ text, from: "model" as const, evidence: [] });

function documented(text: string, document: string, page: number | null, quote: string) {
  return {
    text,
    from: "document" as const,
    evidence: [{ document, page, chunk: `${document}-4`, start: 120, end: 120 + quote.length, quote }],
  };
}

const ROLES = [
  { id: "patient-plain-words", name: "Rosa Lindqvist", stakeholder: "patient", sees: "Plain words" },
  { id: "patient-risk-told", name: `Dr ${LONG_WORD}`, stakeholder: "patient", sees: "Risk told in numbers" },
  { id: "nurse-safe-use", name: "Amara Okafor", stakeholder: "nurse", sees: "Safe use" },
  { id: "nurse-followup", name: 'Ben "BJ" <b>Jansen</b>', stakeholder: "nurse", sees: "What to do next" },
] as const;

function personaSet(id: string, origin: PersonaSet["origin"]): PersonaSet {
  const grounded = origin === "grounded" || origin === "placebo";
  return PersonaSet.parse({
    version: 1,
    id,
    origin,
    ...(grounded
      ? {
          corpus: {
            id: "plain-language",
            digest: "c0ffee",
            documents: [{ id: "guide", file: "guide.pdf", sha256: "ab".repeat(32) }],
          },
        }
      : { task: "Judge plain-language summaries of medical reviews for patients." }),
    model: MODEL,
    seed: 1,
    promptsDigest: "5eed",
    k: 4,
    dropped: { notFound: grounded ? 2 : 0, malformed: 0, duplicate: 1 },
    personas: ROLES.map(({ id: persona, name, stakeholder, sees }) => ({
      id: persona,
      name,
      stakeholder,
      dimensions: [
        { id: "lens", name: sees, definition: `Whether a ${stakeholder} gets what is needed here.` },
      ],
      fields: {
        demographics: [statement(`Lives in a small town and works as or with a ${stakeholder}.`)],
        evaluativeDimension: grounded
          ? [
              documented(
                `${sees} comes before completeness.`,
                "guide",
                3,
                "A summary that a patient cannot read is a summary that was not written.",
              ),
              statement("Distrusts adjectives where a number could stand."),
            ]
          : [statement(`${sees} comes before completeness.`)],
        specialty: grounded
          ? [
              documented(
                "Reads leaflets for a living.",
                "leaflets & letters.html",
                null,
                "Leaflets are read by tired people.",
              ),
            ]
          : [statement("Reads leaflets for a living.")],
        traits: [statement(persona === "nurse-safe-use" ? RTL : "Patient, direct, a little dry.")],
        relationships: [],
      },
    })),
  });
}

const SETS = [
  personaSet("grounded-a", "grounded"),
  personaSet("grounded-b", "grounded"),
  personaSet("invented-1", "invented"),
  personaSet("invented-2", "invented"),
];

const SOURCE =
  "Twelve trials with 2,214 adults compared daily inhaled salt water with usual care. Colds became 1.4 days shorter " +
  "(95% CI 0.6 to 2.2). Nose bleeds were reported by 31 of 1,107 people in the salt water groups and by 12 of 1,107 " +
  "in the others. No trial looked at children.\n\nThe evidence is of moderate certainty, because most trials were not blinded.";

const OUTPUTS = [
  "Salt water shortens a cold by about a day and a half. It is safe for everybody, children included.",
  "Rinsing with salt water may shorten colds a little. Nose bleeds were more common. Children were not studied.",
  `${HOSTILE_SCRIPT} Salt water was compared with usual care in twelve trials. ${HOSTILE_CLOSE}`,
  `${RTL} ${LONG_WORD}`,
];

const ITEMS = [0, 1, 2, 3, 4, 5, 6, 7].map((index) =>
  Item.parse(
    index === 6
      ? {
          id: "dialogue/7",
          kind: "dialogue",
          source: "The customer's router was replaced in May. The warranty ends in June.",
          turns: [
            { role: "customer", content: "Is my router still under warranty?" },
            { role: "assistant", content: "Yes, until June." },
          ],
          system: "assistant-2",
        }
      : {
          id: index === 2 ? "<i>item 3</i>" : `cold-${index + 1}`,
          kind: "summary",
          source: SOURCE,
          output: OUTPUTS[index % OUTPUTS.length],
          system: `system-${"abc"[index % 3]}`,
          group: "colds",
          human: { coherence: { scale: [1, 5], mean: 3.5, ratings: [3, 4, null] } },
          meta: { flaw: index === 0 ? "unsupported safety claim" : "none", group: "colds" },
        },
  ),
);

type Seat = {
  readonly arm: string;
  readonly set: string | null;
  readonly rater: string;
  readonly stakeholder: string;
};

const SEATS: readonly Seat[] = ARMS.flatMap(({ id }) => {
  const sets = SETS.filter((set) => set.id.startsWith(id)).map((set) => set.id);
  const seated = sets.length > 0 ? sets : [null];
  return seated.flatMap((set) =>
    ROLES.map(({ id: role, stakeholder }) => ({
      arm: id,
      set,
      rater: id === "none" ? `seat-${ROLES.findIndex((candidate) => candidate.id === role) + 1}` : role,
      stakeholder: id === "none" ? "panel" : stakeholder,
    })),
  );
});

function rowsOf(seat: Seat, item: Item, dimension: string, replicate: number): readonly Rating[] {
  const rng = rngFrom(deriveSeed(1, seat.arm, seat.set ?? "", seat.rater, item.id, dimension, replicate));
  const before = Math.min(5, Math.max(1, Math.round(2 + 2.6 * rng())));
  const after = rng() < 0.3 ? Math.min(5, Math.max(1, before + (rng() < 0.6 ? 1 : -1))) : before;
  const lot = rng();
  const common = {
    item: item.id,
    dimension,
    arm: seat.arm,
    rater: seat.rater,
    ...(seat.set === null ? {} : { personaSet: seat.set }),
    stakeholder: seat.stakeholder,
    protocol: "debate",
    model: MODEL,
    replicate,
    scale: [1, 5],
    group: "colds",
    ...(item.system ? { system: item.system } : {}),
  };
  const initial =
    lot < 0.03
      ? { value: null, missing: "abstained", reason: "no-evidence" }
      : lot < 0.04
        ? { value: null, missing: "malformed" }
        : { value: before };
  return [
    Rating.parse({ ...common, ...initial, phase: "initial" }),
    Rating.parse({ ...common, value: after, phase: "final" }),
  ];
}

const RATINGS = ITEMS.flatMap((item) =>
  SEATS.flatMap((seat) =>
    DIMENSIONS.flatMap((dimension) =>
      REPLICATES.flatMap((replicate) => rowsOf(seat, item, dimension, replicate)),
    ),
  ),
);

export const VERDICTS = ITEMS.flatMap((item, index) =>
  ARMS.flatMap(({ id }) =>
    DIMENSIONS.map((dimension, place) => {
      const silent = id === "grounded" && index === 3 && dimension === "relevance";
      const value = 2.4 + ((index * 7 + place * 3 + id.length) % 20) / 10;
      return Verdict.parse({
        item: item.id,
        dimension,
        condition: { arm: id, protocol: "debate", model: MODEL, phase: "final" },
        value: silent ? null : value,
        low: silent ? null : value - 0.35,
        high: silent ? null : Math.min(5, value + 0.42),
        level: 0.95,
        n: { panelists: 4, replicates: 3, abstained: silent ? 8 : 0, failed: index === 1 ? 1 : 0 },
        before: silent ? null : value - 0.2,
        evidence:
          id === "grounded"
            ? [
                {
                  persona: ROLES[0].id,
                  document: "guide",
                  page: 3,
                  quote: "A summary that a patient cannot read is a summary that was not written.",
                },
              ]
            : [],
        cited:
          item.kind === "summary"
            ? [
                { in: "source", start: 83, end: 118 },
                { in: "source", start: 100, end: 140 },
                { in: "output", start: 0, end: 24 },
              ]
            : [],
        ...(silent ? { abstained: "over half of the panel's ratings are abstentions" } : {}),
        method: "mean over panelists and replicates, t interval over panelists",
      });
    }),
  ),
);

function assessment(panelist: string, shift: number) {
  return {
    status: "ok",
    panelist,
    reply: "0123456789abcdef",
    dimensions: DIMENSIONS.map((dimension, index) => ({
      dimension,
      rating: panelist === "nurse-followup" && index === 2 ? null : 3 + ((index + shift) % 2),
      abstain: panelist === "nurse-followup" && index === 2 ? "no-evidence" : null,
      rationale:
        index === 1
          ? `It says more than the trials do. ${HOSTILE_SCRIPT}`
          : "The order is clearly right, if perhaps slow for a lay reader.",
      citations: [
        { in: "source", quote: "Colds became 1.4 days shorter", start: 83, end: 112 },
        { in: "output", quote: "a quote that nobody wrote", start: null, end: null },
      ],
      confidence: 0.7,
    })),
  };
}

export const DEBATES = ITEMS.flatMap((item) =>
  REPLICATES.map((replicate) =>
    Debate.parse({
      cell: `grounded/grounded-a/${item.id}/${replicate}`,
      item: item.id,
      arm: "grounded",
      personaSet: "grounded-a",
      protocol: "debate",
      model: MODEL,
      framing: "plain",
      replicate,
      groups: ["patient", "nurse"].map((stakeholder) => {
        const [first, second] = ROLES.filter((role) => role.stakeholder === stakeholder).map(
          (role) => role.id,
        );
        const turn = (round: number, panelist: string | undefined, text: string, more: object = {}) => ({
          round,
          panelist,
          dimension: "consistency",
          text,
          citations: [],
          passed: text === "",
          ...more,
        });
        return {
          stakeholder,
          panelists: [first, second],
          initial: [assessment(first ?? "", 0), assessment(second ?? "", 1)],
          turns: [
            turn(1, first, "The source reports nose bleeds; the summary calls it safe.", {
              citations: [{ in: "source", quote: "Nose bleeds were reported", start: 141, end: 166 }],
            }),
            turn(1, second, `I see no children in the trials. ${HOSTILE_CLOSE}`, {
              citations: [{ in: "output", quote: "children excluded", start: null, end: null }],
            }),
            turn(2, first, ""),
            turn(2, second, "", { passed: false, missing: "malformed" }),
          ],
          final: [
            assessment(first ?? "", 1),
            { status: "malformed", panelist: second, message: "the reply was no JSON" },
          ],
        };
      }),
      synthesis: `The panel found the text clear and too sure of itself. ${RTL}`,
    }),
  ),
);

const COMPONENTS: Readonly<Record<string, Components>> = {
  grounded: { item: 0.412, rater: 0.094, itemRater: 0.131, personaSet: 0.021, run: 0.166 },
  invented: { item: 0.388, rater: 0.071, itemRater: 0.038, personaSet: 0.034, run: 0.201 },
  placebo: { item: 0.402, rater: 0.022, itemRater: 0.009, run: 0.233 },
  "bare-role": { item: 0.371, rater: 0.035, itemRater: -0.012, run: 0.214 },
  none: { item: 0.395, rater: -0.004, itemRater: 0.006, run: 0.188 },
};
const LAMBDA: Readonly<
  Record<string, readonly [number, number, number, "signal" | "noise" | "undetermined"]>
> = {
  grounded: [1.36, 0.74, 3.4, "undetermined"],
  invented: [0.54, 0.22, 1.4, "undetermined"],
  placebo: [0.13, 0.02, 0.44, "noise"],
  "bare-role": [0.11, -0.02, 0.51, "noise"],
  none: [0.09, 0.01, 0.2, "noise"],
};

function conditionResult(arm: string, dimension: string, index: number): ConditionResult {
  const [value, low, high, verdict] = LAMBDA[arm] ?? [1, 0.5, 2, "undetermined"];
  const factor = [1, 0.8, 1.9, 2.6][index] ?? 1;
  const isSignal = low * factor > 1;
  const components = COMPONENTS[arm];
  const refused = arm === "placebo" && dimension === "relevance";
  return {
    condition: { arm, protocol: "debate", model: MODEL, phase: "initial" },
    dimension,
    n: {
      items: 8,
      raters: arm === "grounded" || arm === "invented" ? 8 : 4,
      framings: 1,
      replicates: 3,
      ratings: dimension === "*" ? 568 : 190,
      missing: dimension === "*" ? { abstained: 6, malformed: 2 } : { abstained: 2 },
    },
    ...(components && !refused ? { components } : {}),
    signal: {
      lambda: refused
        ? absent("over 90% of the cells with several replicates hold identical replies", 8)
        : estimate(value * factor, low * factor, high * factor, 8),
      verdict: isSignal ? "signal" : high * factor < 1 ? "noise" : verdict,
      permutationP: 0.012,
      ...(arm === "none" && index === 0
        ? {
            alarm:
              "the interval of λ in the null arm leaves 0 out (0.01 to 0.20): something other than a persona tells these seats apart",
          }
        : {}),
    },
    stability: {
      alphaRun: estimate(0.61 + 0.03 * index, 0.48, 0.78, 64, "bootstrap over items"),
      alphaPanel:
        arm === "none"
          ? absent("all ratings are equal", 8)
          : estimate(0.31, 0.12 - 0.2 * index, 0.47, 8, "bootstrap over items"),
      icc: [{ model: "oneway", type: "agreement", unit: "single", estimate: estimate(0.58, 0.41, 0.72) }],
    },
    ...(arm === "none" ? {} : furtherParts(arm, index)),
  };
}

const NO_CONFIDENCE = "no confidence was stated";

const forecast = (shift: number) => ({
  brier: estimate(0.19 + shift, 0.15, 0.24, 64),
  skill: estimate(0.08 - shift, -0.02, 0.17, 64),
  ece: estimate(0.11 + shift, 0.06, 0.17, 64),
  auroc: shift > 0 ? absent("every case had the same outcome", 64) : estimate(0.66, 0.55, 0.76, 64),
  overconfidence: estimate(0.12, 0.04, 0.2, 64),
  bins: [
    { n: 12, forecast: 0.5, outcome: 0.42 + shift },
    { n: 30, forecast: 0.7, outcome: 0.61 },
    { n: 22, forecast: 0.9, outcome: 0.74 },
  ],
});

/** What an analysis fills beyond the variance; the null arm goes without, as results may. */
function furtherParts(arm: string, index: number): Partial<ConditionResult> {
  return {
    cost: { calls: 144, promptTokens: 90_000, completionTokens: null, money: 0.12, perVerdict: 900 },
    generalizability: {
      relative: estimate(0.81, 0.66, 0.9, 8),
      dependability: estimate(0.77, 0.6, 0.88, 8),
      persona: {
        relative: absent("the components leave no variance", 8),
        dependability: absent("the components leave no variance", 8),
      },
      plan: [1, 3].flatMap((replicates) =>
        [2, 4, 8].map((raters) => ({
          raters,
          replicates,
          framings: 1,
          relative: 1 - 0.6 / (raters * replicates),
          dependability: 1 - 0.7 / (raters * replicates),
          calls: 8 * raters * replicates,
          tokens: arm === "grounded" ? 8 * raters * replicates * 900 : null,
          money: null,
        })),
      ),
      cheapest: 1,
      target: 0.8,
      detectable: 0.31,
    },
    wording: {
      pss: estimate(0.14, 0.09, 0.2, 64),
      excess: estimate(0.05, -0.01, 0.1, 64),
      normalised: estimate(0.41, 0.28, 0.56, 64),
      withConfidence: absent(NO_CONFIDENCE, 64),
    },
    validity: {
      genuine: 2,
      constructed: 1,
      nonAttitude: 1,
      artifact: 0,
      unusable: 0,
      undetermined: 0,
      labels: [
        ...ROLES.map(({ id }, place) => ({
          rater: id,
          label:
            (["genuine", "genuine", "constructed", "non-attitude"] as const)[place] ??
            ("undetermined" as const),
          statistics: { runStability: estimate(0.9 - place / 5, 0.7 - place / 5, 0.97, 8) },
          wouldChange: place === 3 ? "answers that repeat when asked again" : "a shift of more than 0.5",
        })),
        {
          rater: ROLES[0].id,
          item: "cold-1",
          label: "artifact" as const,
          statistics: {},
          wouldChange: "a label of one item, which the page leaves out",
        },
      ],
      flipRate: estimate(0.13, 0.05, 0.25, 8),
      with: { mean: estimate(3.3, 3, 3.6, 8), lambda: estimate(1.36, 0.74, 3.4, 64) },
      without: { mean: estimate(3.4, 3.1, 3.7, 8), lambda: absent("two raters are left", 8) },
    },
    confidence: {
      ...(index === 1 ? {} : { stated: forecast(0) }),
      consistency: forecast(0.05),
      people: { consistency: forecast(0.1) },
      gaps: [{ rater: ROLES[0].id, gap: estimate(0.2, 0.1, 0.3, 24) }],
    },
    selective: {
      aurc: estimate(0.05, 0.02, 0.1, 24),
      augrc: estimate(0.03, 0.01, 0.06, 24),
      coverageAtRisk: estimate(0.6, 0.4, 0.8, 12),
      curve: [
        [0.25, 0],
        [0.5, 0.04],
        [1, 0.17],
      ],
      thresholdFrom: "12 of 24 verdicts, by source group",
      atRisk: { target: 0.1, threshold: 0.75, accepted: 7, risk: 0, upper: 0.35 },
    },
  };
}

const conditionOf = (arm: string) => ({ arm, protocol: "debate", model: MODEL, phase: "initial" as const });

const heard = (arm: string, protocol: string, dimension: string) => ({
  condition: { arm, protocol, model: MODEL, phase: "final" },
  dimension,
});

/** What a debate did, in numbers that read as one another's. */
function debateEffect(arm: string, protocol: string, dimension: string, verdict: string) {
  const change = {
    before: estimate(0.9, 0.7, 1.1),
    after: estimate(0.5, 0.4, 0.6),
    change: estimate(-0.4, -0.6, -0.2),
  };
  const pull = { pull: estimate(0.4, 0.2, 0.6), retest: estimate(0.1, 0, 0.2) };
  return {
    ...heard(arm, protocol, dimension),
    verdict,
    unit: "points",
    step: 1,
    shift: {
      mean: estimate(0.1, 0.02, 0.18, 96),
      absolute: estimate(0.3, 0.2, 0.4, 96),
      discussion: absent("nobody rated between"),
      lastWord: absent("nobody rated between"),
      together: estimate(0.1, 0.02, 0.18, 96),
    },
    conformity: {
      firstSpeaker: pull,
      majority: pull,
      variance: change,
      joining: estimate(0.3, 0.2, 0.4, 96),
    },
    minoritySurvival: estimate(0.3, 0.1, 0.6, 20),
    flips: {
      rate: estimate(0.2, 0.1, 0.3, 96),
      withNewEvidence: estimate(0.05, 0, 0.1, 96),
      withoutNewEvidence: estimate(0.15, 0.1, 0.2, 96),
    },
    towardHumans: {
      before: estimate(0.8, 0.6, 1),
      independent: verdict === "helped" ? estimate(-0.3, -0.5, -0.1) : estimate(0.01, -0.05, 0.07),
      equivalence: estimate(0.01, -0.04, 0.06),
      selfConsistency: verdict === "helped" ? estimate(-0.2, -0.35, -0.05) : estimate(0.02, -0.04, 0.08),
      away: estimate(0.01, -0.05, 0.07),
      movedAway: estimate(0.2, 0.1, 0.3),
      movedToward: estimate(0.2, 0.1, 0.3),
    },
    reproducibility: { ...change, equivalence: estimate(-0.4, -0.55, -0.25) },
    ...(verdict === "helped" ? {} : { note: "self-consistency took 1.02 times the tokens" }),
  };
}

const share = (value: number) => estimate(value, value - 0.1, Math.min(1, value + 0.1), 40);
const consistency = {
  promptToLine: share(0.9),
  lineToLine: share(0.8),
  questions: absent("no question was answered both with the persona and from the dialogue alone"),
  informativeness: share(0.3),
};
const byContext = (of: (place: number) => unknown) =>
  Object.fromEntries(["none", "persona", "placebo", "evidence"].map((id, place) => [id, of(place)]));

/** The parts that only some studies ask for. */
const FURTHER = {
  debate: [
    debateEffect("grounded", "debate", "*", "conformity-only"),
    debateEffect("grounded", "debate", "relevance", "helped"),
    debateEffect("invented", "debate", "*", "helped"),
  ],
  support: [
    {
      ...heard("grounded", "debate", "*"),
      unsupported: share(0.2),
      weight: estimate(0.1, 0.05, 0.15),
      lost: 1,
    },
  ],
  aggregation: [
    {
      ...heard("grounded", "debate", "*"),
      mean: estimate(0.8, 0.6, 1),
      learned: estimate(0.82, 0.6, 1.1),
      difference: estimate(0.02, -0.1, 0.14),
      verdict: "learned weights did not help",
      folds: 5,
      weights: ROLES.map(({ id }) => ({ rater: id, weight: 0.25 })),
    },
  ],
  efficiency: ["independent", "debate"].map((protocol, place) => ({
    condition: { arm: "grounded", protocol, model: MODEL, phase: place === 0 ? "initial" : "final" },
    dimension: "*",
    tokensPerVerdict: estimate(900 + 2000 * place, 800 + 2000 * place, 1000 + 2000 * place, 8),
    tokensPerItem: 2700,
    error: estimate(0.8, 0.6, 1),
    accuracy: estimate(0.8, 0.75, 0.85),
    perThousandTokens: { accuracy: estimate(0.8 - place / 2, 0.7 - place / 2, 0.9 - place / 2) },
  })),
  drift: [
    {
      condition: { arm: "grounded", protocol: "debate", model: MODEL },
      n: {
        personas: 4,
        dialogues: 24,
        lines: 96,
        evaluable: 40,
        notEvaluable: { silent: 12, degenerate: 0, "nothing-shown": 44 },
        questions: 48,
        unanswered: 6,
      },
      ...consistency,
      slope: estimate(-0.01, -0.03, 0.01, 40),
      components: { persona: 0.01, dialogue: -0.002, turn: 0.08 },
      guard: { askedAgain: 3, without: share(0.85), difference: estimate(0.05, 0.01, 0.09) },
      panelists: ROLES.map(({ id }) => ({ rater: id, lines: 24, evaluable: 10, ...consistency })),
    },
  ],
  knowledge: ["*", ROLES[0].id].map((persona) => ({
    personaSet: "grounded-a",
    model: MODEL,
    persona,
    questions: 12,
    toldByPersona: 3,
    sentences: 10,
    asked: 8,
    missing: 1,
    chance: 0.25,
    scores: byContext((place) => share(0.3 + place / 10)),
    known: byContext(() => 0.2),
    agreement: { forms: 0.7, orders: null },
    groundingGain: estimate(0.3, 0.2, 0.4),
    personaGain: estimate(0.1, 0, 0.2),
    placeboGain: estimate(0.08, -0.02, 0.18),
    overPlacebo: estimate(0.02, -0.08, 0.12),
    beyondItsText: absent("the persona's text holds every sentence"),
    verdict: "style-only",
    sentence: "This persona contributed style only: what it added no placebo lacked.",
  })),
  transfer: ["summary", "dialogue"].map((kind) => ({
    kind,
    condition: { arm: "grounded", protocol: "independent", model: MODEL, phase: "initial" },
    dimension: "*",
    items: 4,
    lambda: estimate(1.4, 0.6, 3.2, 4),
    verdict: "undetermined",
    stability: { alphaRun: share(0.8), alphaPanel: share(0.5) },
  })),
  sets: [
    {
      ...heard("grounded", "debate", "*"),
      sets: 2,
      correlation: estimate(0.7, 0.4, 0.9, 8),
      meanAbsoluteDifference: estimate(0.4, 0.2, 0.6, 8),
    },
  ],
  forecast: [
    {
      ...heard("grounded", "debate", "comes-true"),
      items: 40,
      notForecast: 2,
      scores: forecast(0.02),
    },
  ],
};

const RESULT = StudyResult.parse({
  version: 1,
  ...FURTHER,
  conditions: [
    ...ARMS.flatMap(({ id }) =>
      ["*", ...DIMENSIONS].map((dimension, index) => conditionResult(id, dimension, index)),
    ),
    {
      condition: { arm: "human" },
      dimension: "coherence",
      n: { items: 7, raters: 3, framings: 1, replicates: 1, ratings: 14, missing: {} },
      signal: {
        lambda: absent("one replicate a cell: run noise cannot be told from disagreement", 7),
        verdict: "undetermined",
        permutationP: null,
      },
    },
  ],
  agreement: (["initial", "final"] as const).flatMap((phase, later) =>
    ["grounded", "invented"].flatMap((arm, place) =>
      (["sample", "summary", "system"] as const).flatMap((level) =>
        (["pearson", "spearman", "kendall"] as const).map((measure) => ({
          condition: { ...conditionOf(arm), phase },
          dimension: "coherence",
          level,
          measure,
          estimate:
            level === "summary"
              ? absent("one of the two sides does not vary", 7)
              : estimate(0.52 - place / 5 + later / 10, 0.2 - place / 4, 0.74, 7),
          groupsLeftOut: level === "summary" ? 1 : 0,
          ceiling: level === "system" ? absent("annotators are anonymous") : estimate(0.68, 0.5, 0.8, 7),
        })),
      ),
    ),
  ),
  alternativeAnnotator: ["grounded", "invented"].flatMap((arm) =>
    [0.1, 0.15, 0.2].map((epsilon) => ({
      condition: conditionOf(arm),
      dimension: "coherence",
      epsilon,
      ...(arm === "grounded"
        ? { winningRate: epsilon > 0.1 ? 2 / 3 : 1 / 3, advantageProbability: 0.58, passed: epsilon > 0.1 }
        : {
            winningRate: null,
            advantageProbability: null,
            passed: null,
            reason: "no annotator shares 30 items with the panel and another annotator",
          }),
    })),
  ),
  distribution: ["grounded", "invented"].map((arm, place) => ({
    condition: conditionOf(arm),
    dimension: "coherence",
    jensenShannon: estimate(0.2 + place / 10, 0.15, 0.35, 7),
    entropyCorrelation:
      place === 0 ? estimate(0.3, -0.1, 0.6, 7) : absent("people disagree equally on every item", 7),
    shuffledBaseline: estimate(0.31, 0.25, 0.37, 7),
    marginalBaseline: estimate(0.27, 0.22, 0.31, 7),
    shuffledP: 0.02 + place / 2,
    beatsBaselines: place === 0,
  })),
  systems: ARMS.flatMap(({ id }) =>
    ["*", ...DIMENSIONS].flatMap((dimension, place) =>
      ["system-a", "system-b", "system-c", "assistant-2"].map((system, index) => ({
        condition: { ...conditionOf(id), phase: "final" },
        dimension,
        system,
        mean:
          system === "assistant-2"
            ? absent("one item only", 1)
            : estimate(
                3 + 0.4 * index - 0.1 * place,
                2.6 + 0.4 * index - 0.1 * place,
                3.5 + 0.4 * index - 0.1 * place,
                3,
              ),
      })),
    ),
  ),
  systemComparisons: [
    {
      a: "system-a",
      b: "system-b",
      condition: { ...conditionOf("grounded"), phase: "final" },
      dimension: "*",
      difference: estimate(-0.4, -0.9, 0.1),
      holmP: 0.21,
    },
  ],
  comparisons: ["invented", "none"].flatMap((other) =>
    ["lambda", "runVariance", "dependability"].flatMap((measure, place) =>
      ["*", ...DIMENSIONS].map((dimension, index) => ({
        a: conditionOf("grounded"),
        b: conditionOf(other),
        dimension,
        measure,
        difference:
          place === 2 && index === 3
            ? absent("too few personas to resample", 2)
            : estimate(
                [0.82, -0.035, 0.11][place]! * (1 - index / 5),
                [-0.1, -0.09, 0.02][place]!,
                [2.1, 0.02, 0.2][place]!,
                8,
              ),
        holmP: 0.09,
        note: "for these two sets of each arm",
      })),
    ),
  ),
});

const MANIFEST = Manifest.parse({
  version: 1,
  assize: "0.1.0",
  study: {
    version: 1,
    items: { file: "items.jsonl" },
    task: "Judge plain-language summaries of medical reviews for patients.",
    arms: ARMS,
    protocols: ["debate"],
    panel: 4,
    replicates: 3,
    model: MODEL,
    seed: 7,
  },
  studyDigest: "9f2c".repeat(16),
  itemsFile: "../items.jsonl",
  items: Object.fromEntries(ITEMS.map((item) => [item.id, "d1"])),
  rubric: { from: "the items' human dimensions", digest: "b1", dimensions: DIMENSIONS },
  sets: SETS.map((set) => ({
    arm: set.origin,
    id: set.id,
    file: `${set.id}.json`,
    origin: set.origin,
    digest: "77".repeat(8),
    ...(set.origin === "invented" ? { match: { words: 0.97, grade: 0.4 } } : {}),
  })),
  models: [
    { id: MODEL, model: MODEL, baseURL: "http://user:hunter2@localhost/v1", apiKeyEnv: "NAME_OF_A_KEY" },
  ],
  seeds: { study: 7 },
  commit: "a1b2c3d",
  startedAt: "2026-11-23T12:00:00.000Z",
  finishedAt: "2026-11-23T12:01:10.000Z",
  node: "24.21.0",
  cells: { planned: 168, done: 168 },
  calls: {
    used: 2016,
    made: 2016,
    replayed: 0,
    repeated: 3,
    failed: 2,
    promptTokens: null,
    completionTokens: null,
  },
  money: null,
  notes: ["the rubric was read from the items"],
});

/** A whole run folder's content. */
export const RUN: ReportInput = {
  title: "Quickstart: plain-language summaries",
  result: RESULT,
  manifest: MANIFEST,
  sets: SETS,
  items: ITEMS,
  ratings: RATINGS,
  verdicts: VERDICTS,
  debates: DEBATES,
  notice: "baseline, not a language model",
};

/** What `analyze` knows: a result and the rows that it was computed from. */
export const ROWS_ONLY: ReportInput = {
  title: "ratings.jsonl",
  result: RESULT,
  sets: [],
  items: [],
  ratings: RATINGS.filter((row) => row.phase === "initial"),
  verdicts: [],
  debates: [],
};
