import { deriveSeed, rngFrom } from "../../src/domain/random.ts";
import { type Latent, latentRating } from "./latent-ratings.ts";
import { askedDimensions, type FakeRequest, type Passage } from "./read-request.ts";

export type AnswerSettings = {
  readonly latent: (dimension: string) => Latent;
  readonly abstains: number;
  readonly modelSeed: number;
  /** What is said in place of all that; undefined leaves it. */
  readonly answer?: ((request: FakeRequest) => unknown) | undefined;
};

/** Nouns for people, with the forms in which they may stand in a text. */
const PEOPLE: Readonly<Record<string, RegExp>> = {
  patient: /\bpatients?\b/i,
  clinician: /\bclinicians?\b/i,
  physician: /\bphysicians?\b/i,
  doctor: /\bdoctors?\b/i,
  nurse: /\bnurses?\b/i,
  parent: /\bparents?\b/i,
  caregiver: /\bcaregivers?\b/i,
  teacher: /\bteachers?\b/i,
  student: /\bstudents?\b/i,
  child: /\bchild(?:ren)?\b/i,
  researcher: /\bresearchers?\b/i,
  customer: /\bcustomers?\b/i,
  agent: /\bagents?\b/i,
  manager: /\bmanagers?\b/i,
  worker: /\bworkers?\b/i,
  adult: /\badults?\b/i,
  woman: /\bwom[ae]n\b/i,
};
const ROLES = Object.keys(PEOPLE);
const NAMES = ["Ana", "Bruno", "Chidi", "Dana", "Emeka", "Farah", "Grete", "Hugo"];
const QUALITIES = [
  "clarity",
  "accuracy",
  "completeness",
  "safety",
  "tone",
  "balance",
  "usefulness",
  "brevity",
];
const FIELDS = ["demographics", "evaluativeDimension", "specialty", "traits", "relationships"];
const PHRASES = [
  "works with care",
  "reads every line",
  "asks for proof",
  "knows the daily routine",
  "likes plain words",
];
const MAX_STAKEHOLDERS = 3;
const MAX_PASSAGES = 2;

const sentencesOf = (text: string): readonly string[] =>
  text.split(/(?<=[.!?])\s+/).filter((s) => s.length > 20);

const quoteFrom = (text: string): string => sentencesOf(text)[0] ?? text.slice(0, 200);

const longestWord = (text: string): string =>
  (text.match(/[A-Za-z]{4,}/g) ?? ["matter"]).reduce((a, b) => (b.length > a.length ? b : a)).toLowerCase();

const pick = <T>(values: readonly T[], ...labels: readonly (string | number)[]): T =>
  values[deriveSeed(...labels) % values.length]!;

function citations(request: FakeRequest) {
  return [
    { in: "output", quote: quoteFrom(request.output) },
    { in: "source", quote: quoteFrom(request.source) },
  ];
}

function assess(request: FakeRequest, settings: AnswerSettings) {
  const { latent, abstains, modelSeed } = settings;
  const assessments = askedDimensions(request.schema).map((dimension) => {
    const rng = rngFrom(
      deriveSeed(modelSeed, request.seed ?? 0, dimension.id, request.persona ?? "", "word"),
    );
    const isSilent = rng() < abstains;
    return {
      dimension: dimension.id,
      rating: isSilent ? null : latentRating(request, dimension, latent(dimension.id), modelSeed),
      abstain: isSilent ? "cannot-tell" : null,
      rationale: `On ${dimension.id} the output says what it says.`,
      citations: isSilent ? [] : citations(request),
      confidence: Number((0.5 + 0.5 * rng()).toFixed(2)),
    };
  });
  return { assessments };
}

function discuss(request: FakeRequest) {
  const passes = rngFrom(deriveSeed(request.seed ?? 0, "pass"))() < 0.3;
  if (passes) return { pass: true, text: "", citations: [] };
  return {
    pass: false,
    text: "I hold to my view, for the words bear it out.",
    citations: citations(request),
  };
}

/** The passages in which a noun stands, each with the first sentence that holds it. */
function evidenceFor(form: RegExp, passages: readonly Passage[]) {
  return passages.flatMap(({ id, text }) => {
    const quote = sentencesOf(text).find((sentence) => form.test(sentence));
    return quote === undefined ? [] : [{ passage: id, quote }];
  });
}

function perspectives(request: FakeRequest) {
  const found = Object.entries(PEOPLE).flatMap(([stakeholder, form]) => {
    const evidence = evidenceFor(form, request.passages).slice(0, MAX_PASSAGES);
    const dimensions = evidence.map((piece, index) => ({
      name: `${longestWord(piece.quote)} ${QUALITIES[index]}`,
      definition: `Whether the text does right by the ${stakeholder} on ${longestWord(piece.quote)}.`,
      evidence: [piece],
    }));
    return evidence.length === 0 ? [] : [{ stakeholder, description: `A ${stakeholder}.`, dimensions }];
  });
  return { perspectives: found.slice(0, MAX_STAKEHOLDERS) };
}

/** Sentences of six words or so, until the asked number of words is reached. */
function statements(request: FakeRequest, field: string, words: number) {
  const written: { text: string; passage: string | null }[] = [];
  for (let count = 0; count < words; ) {
    const text = `This person ${pick(PHRASES, field, written.length, request.seed ?? 0)}.`;
    const passage = written.length === 0 ? request.passages[0]?.id : undefined;
    written.push({ text, passage: passage ?? null });
    count += text.split(" ").length;
  }
  return written;
}

function persona(request: FakeRequest) {
  const words = Number(/About (\d+) words/.exec(request.text)?.[1] ?? 100);
  const fields = FIELDS.map((field) => [field, statements(request, field, words / FIELDS.length)] as const);
  return { name: pick(NAMES, request.text, request.seed ?? 0), ...Object.fromEntries(fields) };
}

function invent(request: FakeRequest) {
  const groups = Number(/name (\d+) kinds of stakeholders/.exec(request.text)?.[1] ?? 2);
  const personas = Number(/spread exactly (\d+)/.exec(request.text)?.[1] ?? 4);
  const start = (request.seed ?? 0) % ROLES.length;
  return {
    stakeholders: Array.from({ length: groups }, (_, group) => {
      const stakeholder = ROLES[(start + group) % ROLES.length]!;
      const count = Math.floor(personas / groups) + (group < personas % groups ? 1 : 0);
      const dimensions = Array.from({ length: count }, (_, index) => ({
        name: `${stakeholder} ${QUALITIES[index % QUALITIES.length]}`,
        definition: `Whether the text has ${QUALITIES[index % QUALITIES.length]} for a ${stakeholder}.`,
      }));
      return { stakeholder, dimensions };
    }),
  };
}

/** The ids of facts or lines that a request lists. */
const listedIds = ({ text }: FakeRequest): readonly string[] =>
  [...text.matchAll(/^\[(\w+)\] /gm)].map(([, id]) => id ?? "");

/** The option whose words a document holds where there are documents, else whichever the seed picks. */
function probe({ text, passages, seed }: FakeRequest) {
  const [, question = ""] = /<question>\n([\s\S]*?)\n<\/question>/.exec(text) ?? [];
  const options = [...question.matchAll(/^([A-H]): (.*)$/gm)].map(([, letter = "", option = ""]) => ({
    letter,
    filled: question.split("\n")[0]?.replace("_____", option) ?? "",
    option,
  }));
  const known = passages.map((passage) => passage.text.replaceAll(/\s+/g, " ")).join("\n");
  const found = options.find(({ filled, option }) => known.includes(filled) || known.includes(option));
  const asFilled = options.find(({ filled }) => known.includes(filled));
  return { answer: (asFilled ?? found ?? pick(options, seed ?? 0, question)).letter };
}

/** What the fake says to one request, by the kind of its task. */
export function answerTask(request: FakeRequest, settings: AnswerSettings): unknown {
  const said = settings.answer?.(request);
  if (said !== undefined) return said;
  switch (request.kind) {
    case "assess":
    case "final":
      return assess(request, settings);
    case "discuss":
      return discuss(request);
    case "perspectives":
      return perspectives(request);
    case "persona":
      return persona(request);
    case "invent":
      return invent(request);
    case "synthesis":
      return { text: "The panel found the output sound in parts and open in others." };
    case "probe":
      return probe(request);
    case "persona-line":
      return { meaning: "It speaks its mind.", shown: listedIds(request).slice(0, 1), contradicted: [] };
    case "earlier-lines":
      return { comparable: listedIds(request).slice(0, 1), conflicts: [] };
    case "self-questions":
      return { answers: [] };
    default:
      return undefined;
  }
}
