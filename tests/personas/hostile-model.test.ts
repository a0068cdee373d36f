import { expect, test } from "vitest";
import { readReply } from "../../src/adapters/chat/read-reply.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import type { Complete } from "../../src/domain/ports.ts";
import type { PersonaTask, PerspectivesTask, Task } from "../../src/domain/prompt.ts";
import { rngFrom } from "../../src/domain/random.ts";
import { checkPersonaSet } from "../../src/personas/check-persona-set.ts";
import { groundPersonas } from "../../src/personas/ground-personas.ts";
import { statementsOf } from "../../src/personas/persona-parts.ts";
import { corpusOf, countEmbedder, documentOf } from "./scripted.ts";

const SUBJECTS = {
  doses: "tablets syringes labels vials timing charts pumps milligrams infusions allergies rounds pharmacies",
  discharge:
    "letters appointments surgery taxis stairs bandages relapses beds corridors wounds crutches sleep",
  costs: "benefits rent invoices savings pensions wages forms offices subsidies loans receipts budgets",
  diets: "recipes meals soups fibre sugar breakfast portions vegetables salt cooking snacks appetite",
} as const;
/** Who speaks of what; carers go by two names. */
const PEOPLE = {
  doses: ["nurses", "nurses"],
  discharge: ["patients", "patients"],
  costs: ["carers", "caregivers"],
  diets: ["patients", "patients"],
} as const;

const rng = rngFrom(23);
const corpus = corpusOf(
  (["doses", "discharge", "costs", "diets"] as const).flatMap((subject) =>
    PEOPLE[subject].map((people, which) => {
      const words = SUBJECTS[subject].split(" ");
      const word = (): string => words[Math.floor(rng() * words.length)] ?? "";
      const sentence = (): string =>
        `When asked about ${subject}, the ${people} told of ${word()} without ${word()}, of ${word()} for ${word()} and of ${word()}.`;
      return documentOf(`${subject}-${which + 1}`, Array.from({ length: 14 }, sentence).join(" "));
    }),
  ),
);

type Passage = PerspectivesTask["passages"][number];
const sentencesOf = ({ text }: Passage): readonly string[] =>
  text.match(/[^.]+\./g)?.map((s) => s.trim()) ?? [];
const subjectOf = ({ text }: Passage): string => /about (\w+),/.exec(text)?.[1] ?? "";
/** A carer is named otherwise each time; the others by the passages' own word. */
const SYNONYMS = ["Informal carers", "family caregiver", "Caretakers (unpaid)"];

/** A chat model that mixes truths and lies, and keeps count of what ought to be dropped. */
function liar() {
  const owed = { notFound: 0, malformed: 0, duplicate: 0 };
  const asked = new Map<string, number>();

  function perspectives({ passages }: PerspectivesTask): unknown {
    const dimension = (name: string, definition: string, passage: Passage, quote: string) => ({
      name,
      definition,
      evidence: [{ passage: passage.id, quote }],
    });
    const truths = passages.flatMap((passage, at) => {
      const [, people = ""] = /the (\w+) told/.exec(passage.text) ?? [];
      const subject = subjectOf(passage);
      const isCarer = /care/.test(people);
      const quote = sentencesOf(passage)[0] ?? "";
      const truth = {
        stakeholder: isCarer ? SYNONYMS[at % SYNONYMS.length] : people,
        description: `Somebody who asks for words on ${subject}.`,
        dimensions: [
          dimension(`Clear ${subject}`, `How clearly a text speaks of ${subject}.`, passage, quote),
        ],
      };
      if (!isCarer) return [truth];
      // The same people, view and quote once more under another name.
      owed.duplicate++;
      return [truth, { ...truth, stakeholder: SYNONYMS[(at + 1) % SYNONYMS.length] }];
    });
    const [first, second] = passages as readonly [Passage, Passage];
    const real = sentencesOf(first)[1] ?? "";
    const lies = [
      dimension(
        "Invented",
        "About inventions.",
        first,
        "All patients of the world want shorter leaflets about everything.",
      ),
      dimension(
        "Misattributed",
        "About discharge, doses, costs and diets.",
        first,
        sentencesOf(second)[0] ?? "",
      ),
      dimension(
        "Altered",
        "About discharge, doses, costs and diets.",
        first,
        real.replace(" told of ", " never told of "),
      ),
    ];
    owed.notFound += lies.length;
    owed.malformed += 2;
    const nameless = [dimension("  ", "", first, real), { name: "Quoteless", definition: "", evidence: [] }];
    return {
      perspectives: [
        { stakeholder: "astronauts", description: "They fly.", dimensions: [...lies, ...nameless] },
        ...truths,
      ],
    };
  }

  function persona({ dimension, passages }: PersonaTask): unknown {
    const passage = passages[0]?.id ?? null;
    return {
      name: "The one and only",
      demographics: [{ text: "Owns a castle in Bohemia.", passage }],
      evaluativeDimension: [{ text: `Told of ${dimension.name} when asked.`, passage }],
      specialty: [{ text: "Ninety percent of zebras agree.", passage }],
      traits: [{ text: "Impatient.", passage: null }],
      relationships: [],
    };
  }

  /** What the model says, the second time asked included: broken for good, broken once, or as above. */
  function say(task: Task, label: string): string {
    const times = (asked.get(label) ?? 0) + 1;
    asked.set(label, times);
    if (label.endsWith("cluster-1")) {
      owed.malformed++;
      return '{"perspectives": [{"stakeholder": "nurses", "dimensions": [{"name": "Cut';
    }
    if (label.endsWith("persona-2")) {
      owed.malformed++;
      return times === 1 ? "As a persona, I would rather talk about the weather." : '{"name": ["nobody"]}';
    }
    if (label.endsWith("cluster-2") && times === 1) {
      owed.malformed++;
      return "{'perspectives': [}";
    }
    const value =
      task.kind === "perspectives" ? perspectives(task) : task.kind === "persona" ? persona(task) : null;
    return `Here you are:\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
  }

  /** As a chat model is asked: its text is read by the reply's schema, and what does not fit is asked for once more. */
  const complete: Complete = async (prompt, draw) => {
    const usage = { promptTokens: null, completionTokens: null };
    const first = readReply(say(prompt.task, draw.label), prompt.schema);
    if ("value" in first) return { status: "ok", value: first.value, hash: "0000000000000000", usage };
    const second = readReply(say(prompt.task, draw.label), prompt.schema);
    return "value" in second
      ? { status: "ok", value: second.value, hash: "0000000000000000", usage, malformedBefore: 1 }
      : { status: "malformed", message: second.problem, usage, malformedBefore: 1 };
  };
  return { complete, owed, asked };
}

test("a model that lies, repeats itself and breaks its JSON leaves a valid set without its inventions, every loss counted", async () => {
  const { complete, owed, asked } = liar();
  const set = await groundPersonas({ complete, fitEmbed: countEmbedder }, corpus, {
    id: "ward",
    seed: 7,
    model: "liar",
    embedder: "counts",
  });
  expect(PersonaSet.parse(set)).toEqual(set);
  expect(checkPersonaSet(set, corpus)).toEqual([]);
  expect(set.personas.length).toBeGreaterThanOrEqual(3);

  expect(JSON.stringify(set)).not.toMatch(
    /Invented|Misattributed|Altered|Quoteless|astronaut|of the world|never told|weather/,
  );
  const evidence = set.personas.flatMap(statementsOf).flatMap((statement) => statement.evidence);
  for (const { document, start, end, quote } of evidence)
    expect(corpus.documents.find(({ id }) => id === document)?.text.slice(start, end)).toBe(quote);
  const unsupported = set.personas
    .flatMap(statementsOf)
    .filter(({ text }) => /castle|zebras|Impatient/.test(text));
  expect(unsupported.length).toBeGreaterThan(0);
  expect(unsupported.every(({ from, evidence: none }) => from === "model" && none.length === 0)).toBe(true);

  // One word for carers, and one that stands in a quoted passage.
  const carers = new Set(
    set.personas.map(({ stakeholder }) => stakeholder).filter((noun) => noun.startsWith("care")),
  );
  expect([...carers]).toEqual([expect.stringMatching(/^(?:carer|caregiver)$/)]);
  expect(new Set(set.personas.map(({ name }) => name)).size).toBe(set.personas.length);

  expect(owed.notFound).toBeGreaterThan(5);
  expect(owed.duplicate).toBeGreaterThan(0);
  expect(set.dropped).toEqual(owed);
  const times = (end: string) => [...asked].find(([label]) => label.endsWith(end))?.[1];
  expect([times("cluster-1"), times("cluster-2"), times("persona-2"), times("persona-1")]).toEqual([
    2, 2, 2, 1,
  ]);
});
