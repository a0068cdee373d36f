import { expect, test } from "vitest";
import { PERSONA_FIELDS, PersonaSet } from "../../src/domain/persona.ts";
import type { ProgressEvent } from "../../src/domain/ports.ts";
import type { Task } from "../../src/domain/prompt.ts";
import { rngFrom } from "../../src/domain/random.ts";
import { checkPersonaSet } from "../../src/personas/check-persona-set.ts";
import { groundPersonas } from "../../src/personas/ground-personas.ts";
import { corpusOf, countEmbedder, documentOf, scripted } from "./scripted.ts";

const SUBJECTS = {
  doses: [
    "nurses",
    "tablets syringes labels vials timing charts pumps milligrams infusions allergies rounds pharmacies",
  ],
  discharge: [
    "patients",
    "letters appointments surgery taxis stairs bandages relapses beds corridors wounds crutches sleep",
  ],
  costs: [
    "carers",
    "benefits rent invoices savings pensions wages forms offices subsidies loans receipts budgets",
  ],
  diets: [
    "patients",
    "recipes meals soups fibre sugar breakfast portions vegetables salt cooking snacks appetite",
  ],
} as const;

/** Each subject in two documents; no two sentences are alike. */
const rng = rngFrom(11);
const corpus = corpusOf(
  Object.entries(SUBJECTS).flatMap(([subject, [people, list]]) =>
    ["first", "second"].map((which) => {
      const word = (): string => list.split(" ")[Math.floor(rng() * 12)] ?? "";
      const sentence = (): string =>
        `When asked about ${subject}, the ${people} told of ${word()} without ${word()}, of ${word()} for ${word()} and of ${word()}.`;
      return documentOf(`${subject}-${which}`, Array.from({ length: 14 }, sentence).join(" "));
    }),
  ),
);
const options = { id: "ward", seed: 7, model: "scripted", embedder: "counts" };

type Passage = Extract<Task, { kind: "perspectives" }>["passages"][number];
const firstSentence = ({ text }: Passage) => text.slice(0, text.indexOf(".") + 1);

/** Names the people of each passage with its first sentence as the evidence. */
function honest(task: Task): unknown {
  if (task.kind === "perspectives")
    return {
      perspectives: task.passages.map((passage) => {
        const [, thing = "", people = ""] = /about (\w+), the (\w+)/.exec(passage.text) ?? [];
        return {
          stakeholder: people,
          description: `Somebody who asks for words on ${thing}.`,
          dimensions: [
            {
              name: `Clear ${thing}`,
              definition: `How clearly a text speaks of ${thing}.`,
              evidence: [{ passage: passage.id, quote: firstSentence(passage) }],
            },
          ],
        };
      }),
    };
  if (task.kind === "persona")
    return {
      name: `One ${task.stakeholder} of many`,
      demographics: [{ text: "Aged 40, lives in town.", passage: null }],
      evaluativeDimension: [
        { text: `Was asked of ${task.dimension.name} and told.`, passage: task.passages[0]?.id ?? null },
      ],
      specialty: [{ text: "Plays the violin at weddings.", passage: task.passages[0]?.id ?? null }],
      traits: [{ text: "Patient and exact.", passage: null }],
      relationships: [],
    };
  return null;
}

test("personas come with quotes that stand in their documents, in groups that the passages name", async () => {
  const { complete, asked } = scripted(honest);
  const events: ProgressEvent[] = [];
  const set = await groundPersonas(
    { complete, fitEmbed: countEmbedder, notify: (event) => events.push(event) },
    corpus,
    options,
  );
  expect(PersonaSet.parse(set)).toEqual(set);
  expect(checkPersonaSet(set, corpus)).toEqual([]);
  expect(set.personas.map(({ id, stakeholder, dimensions }) => [id, stakeholder, dimensions[0]?.id])).toEqual(
    [
      ["patient-1", "patient", expect.stringMatching(/^clear-(discharge|diets)$/)],
      ["patient-2", "patient", expect.stringMatching(/^clear-(discharge|diets)$/)],
      ["nurse-1", "nurse", "clear-doses"],
      ["carer-1", "carer", "clear-costs"],
    ],
  );
  const evidence = set.personas.flatMap(({ fields }) =>
    PERSONA_FIELDS.flatMap((field) => fields[field].flatMap((s) => s.evidence)),
  );
  expect(new Set(evidence.map(({ document }) => document))).toEqual(
    new Set(corpus.documents.map(({ id }) => id)),
  );
  for (const { stakeholder, passages = [] } of set.personas) {
    expect(passages.length).toBeGreaterThan(0);
    expect(passages.every(({ quote }) => quote.includes(stakeholder))).toBe(true);
  }
  expect(set).toMatchObject({ origin: "grounded", corpus: { digest: corpus.digest }, k: 4, seed: 7 });
  expect(new Set(set.personas.map(({ name }) => name)).size).toBe(4);
  expect(new Set(asked.map(({ label }) => label)).size).toBe(asked.length);
  expect(events.at(-1)).toEqual({ stage: "personas", done: 4, total: 4 });
});

test("a statement is the document's only where it cites a checked quote and shares content with it", async () => {
  const { complete } = scripted(honest);
  const set = await groundPersonas({ complete, fitEmbed: countEmbedder }, corpus, options);
  const [{ fields }] = set.personas as [(typeof set.personas)[number]];
  expect(fields.demographics).toEqual([{ text: "Aged 40, lives in town.", from: "model", evidence: [] }]);
  expect(fields.evaluativeDimension.map(({ from }) => from)).toEqual(["document", "document"]);
  expect(fields.specialty).toEqual([{ text: "Plays the violin at weddings.", from: "model", evidence: [] }]);
});

test("the same corpus, seed and replies give the same bytes, whatever the order of the replies", async () => {
  const run = async (delay: (at: number) => number) => {
    let at = 0;
    const { complete } = scripted(honest);
    const late: typeof complete = async (prompt, draw, signal) => {
      await new Promise((resolve) => setTimeout(resolve, delay(at++)));
      return complete(prompt, draw, signal);
    };
    return JSON.stringify(await groundPersonas({ complete: late, fitEmbed: countEmbedder }, corpus, options));
  };
  expect(await run((at) => at % 3)).toBe(await run((at) => 5 - (at % 5)));
});

test("another seed is another draw of every request", async () => {
  const one = scripted(honest);
  const other = scripted(honest);
  await groundPersonas({ complete: one.complete, fitEmbed: countEmbedder }, corpus, options);
  await groundPersonas({ complete: other.complete, fitEmbed: countEmbedder }, corpus, {
    ...options,
    seed: 8,
  });
  const labels = new Set(one.asked.map(({ label }) => label));
  expect(other.asked.some(({ label }) => labels.has(label))).toBe(false);
});

test("invented and misattributed quotes are dropped and counted, synonyms and broken replies do no harm", async () => {
  let broken = 0;
  const { complete } = scripted((task, label) => {
    const reply = honest(task);
    if (task.kind !== "perspectives") return label.endsWith("persona-2") ? "refused" : reply;
    if (label.endsWith("cluster-1")) return broken++ === 0 ? '{"perspectives": [{' : reply;
    const [first, second] = task.passages;
    const dimension = (name: string, passage: string, quote: string) => ({
      name,
      definition: `About ${name}.`,
      evidence: [{ passage, quote }],
    });
    const lies = [
      dimension(
        "Invented",
        first?.id ?? "",
        "All the patients of the world want shorter summaries of everything.",
      ),
      dimension("Misattributed", first?.id ?? "", second ? firstSentence(second) : ""),
      dimension("", first?.id ?? "", first ? firstSentence(first) : ""),
    ];
    const truths = (reply as { perspectives: readonly { stakeholder: string; description: string }[] })
      .perspectives;
    return {
      perspectives: [
        { stakeholder: "astronauts", description: "They fly.", dimensions: lies },
        ...truths.map((truth) => ({
          ...truth,
          stakeholder: truth.stakeholder === "carers" ? "caregivers" : truth.stakeholder,
        })),
      ],
    };
  });
  const set = await groundPersonas({ complete, fitEmbed: countEmbedder }, corpus, options);
  expect(checkPersonaSet(set, corpus)).toEqual([]);
  const text = JSON.stringify(set);
  expect(text).not.toMatch(/Invented|Misattributed|astronaut|caregiver|of the world/);
  expect(new Set(set.personas.map(({ stakeholder }) => stakeholder)).size).toBeGreaterThanOrEqual(2);
  // Three clusters' replies were read, and one about the documents of the broken one: two lies and a nameless entry in each.
  expect(set.dropped.notFound).toBe(4 * 2);
  // The nameless entries, the broken reply and the refusal.
  expect(set.dropped.malformed).toBe(4 + 1 + 1);
});

test("what the model writes can neither break the set nor grow without bound", async () => {
  const { complete } = scripted((task) => {
    const reply = honest(task);
    if (task.kind === "persona")
      return {
        name: `\n<script>${"x".repeat(500)}`,
        demographics: [
          { text: "  ", passage: null },
          { text: "Twice.", passage: null },
          { text: "Twice.", passage: null },
        ],
        evaluativeDimension: [],
        specialty: [{ text: `long ${"word ".repeat(2000)}`, passage: null }],
        traits: [],
        relationships: [],
      };
    const { perspectives } = reply as { perspectives: readonly unknown[] };
    return { perspectives: Array.from({ length: 60 }, () => perspectives).flat() };
  });
  const set = await groundPersonas({ complete, fitEmbed: countEmbedder }, corpus, {
    ...options,
    personas: 5,
  });
  expect(PersonaSet.safeParse(set).success).toBe(true);
  expect(new Set(set.personas.map(({ name }) => name)).size).toBe(set.personas.length);
  for (const { name, fields } of set.personas) {
    expect(name.length).toBeLessThanOrEqual(90);
    expect(fields.demographics.map(({ text }) => text)).toEqual(["Twice."]);
    expect(fields.specialty[0]?.text.length).toBeLessThanOrEqual(400);
  }
  expect(JSON.stringify(set).length).toBeLessThan(100_000);
});

test("documents that no quote speaks for are asked about once more, by themselves", async () => {
  const { complete, asked } = scripted((task, label) => {
    if (task.kind !== "perspectives" || !label.includes("cluster")) return honest(task);
    return honest({ ...task, passages: task.passages.filter(({ document }) => document.endsWith("first")) });
  });
  const set = await groundPersonas({ complete, fitEmbed: countEmbedder }, corpus, options);
  const again = asked.filter(({ label }) => label.includes("silent"));
  expect(again).toHaveLength(2);
  expect(
    again.flatMap(({ task }) =>
      task.kind === "perspectives" ? task.passages.map(({ document }) => document) : [],
    ),
  ).not.toContain("doses-first");
  expect(JSON.stringify(set)).toContain("doses-second");
});

test("the panel's task reaches the model, as data", async () => {
  const { complete, asked } = scripted(honest);
  const set = await groundPersonas({ complete, fitEmbed: countEmbedder }, corpus, {
    ...options,
    task: "Judge <b>leaflets</b>.",
  });
  expect(set.task).toBe("Judge <b>leaflets</b>.");
  expect(asked.at(-1)?.text).toContain("Judge &lt;b>leaflets");
});

test("nothing left is an error that says why", async () => {
  const ground = (answer: (task: Task) => unknown, of = corpus) =>
    groundPersonas({ complete: scripted(answer).complete, fitEmbed: countEmbedder }, of, options);
  await expect(ground(() => "refused")).rejects.toThrow(/no reply was of use.*refused/);
  await expect(ground(() => ({ perspectives: [] }))).rejects.toThrow(/no quote that stands in the passage/);
  await expect(ground((task) => (task.kind === "persona" ? "failed" : honest(task)))).rejects.toThrow(
    /none of \d+ replies describes a persona/,
  );
  await expect(ground(honest, corpusOf([documentOf("a", "")]))).rejects.toThrow(/no passage of prose/);
  const rain = Array.from(
    { length: 20 },
    () => "The rain fell on the hills and on the houses by the river.",
  ).join(" ");
  await expect(ground(honest, corpusOf([documentOf("a", rain)]))).rejects.toThrow(/names people/);
});

test("an aborted grounding stops", async () => {
  const { complete } = scripted(honest);
  const signal = AbortSignal.abort();
  const port: typeof complete = async (prompt, draw, given) => {
    given?.throwIfAborted();
    return complete(prompt, draw, given);
  };
  await expect(
    groundPersonas({ complete: port, fitEmbed: countEmbedder }, corpus, { ...options, signal }),
  ).rejects.toThrow();
});
