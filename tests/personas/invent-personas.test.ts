import { expect, test } from "vitest";
import { PERSONA_FIELDS, type Persona, PersonaSet } from "../../src/domain/persona.ts";
import type { Task } from "../../src/domain/prompt.ts";
import { rngFrom } from "../../src/domain/random.ts";
import { bareRole } from "../../src/personas/bare-role.ts";
import { fitStatements, type Offer } from "../../src/personas/fit-statements.ts";
import { inventPersonas } from "../../src/personas/invent-personas.ts";
import { fillsAll, joinRosters, seatRoster } from "../../src/personas/invented-roster.ts";
import { measureMatch } from "../../src/personas/measure-match.ts";
import { measurePersonas } from "../../src/personas/persona-text.ts";
import { personaText } from "../../src/prompts/describe.ts";
import { scripted } from "./scripted.ts";

const EASY =
  "sees the ward and asks for a plain word on what to do at home with the new pills each day".split(" ");
const HARD =
  "systematically evaluates methodological considerations regarding therapeutic interventions administered internationally".split(
    " ",
  );

/** Sentences of about `length` words, of easy and hard words in the given share. */
function sentences(count: number, length: number, hard: number, seed: number): readonly string[] {
  const rng = rngFrom(seed);
  return Array.from(
    { length: count },
    () =>
      `${Array.from({ length }, () => {
        const list = rng() < hard ? HARD : EASY;
        return list[Math.floor(rng() * list.length)] ?? "";
      }).join(" ")}.`,
  );
}

function persona(id: string, stakeholder: string, count: number, seed: number): Persona {
  const statements = sentences(count, 9, 0.2, seed).map((text) => ({
    text,
    from: "model" as const,
    evidence: [],
  }));
  const at = (index: number) => statements.filter((_, number) => number % 5 === index);
  return {
    id,
    name: `Person ${id}`,
    stakeholder,
    dimensions: [{ id: "d", name: "doses", definition: "Whether doses are clear." }],
    fields: {
      demographics: at(0),
      evaluativeDimension: at(1),
      specialty: at(2),
      traits: at(3),
      relationships: at(4),
    },
  };
}

const like: PersonaSet = {
  version: 1,
  id: "grounded",
  origin: "grounded",
  task: "the grounded task",
  model: "m",
  seed: 1,
  promptsDigest: "d",
  dropped: { notFound: 3, malformed: 0, duplicate: 0 },
  personas: [
    persona("nurse-1", "nurse", 10, 1),
    persona("nurse-2", "nurse", 14, 2),
    persona("nurse-3", "nurse", 12, 3),
    persona("patient-1", "patient", 8, 4),
    persona("patient-2", "patient", 16, 5),
  ],
};
const options = { id: "invented", task: "Judge leaflets on medicines.", seed: 4, model: "scripted", like };

function fields(words: number, hard: number, seed: number) {
  const all = sentences(Math.max(5, Math.round(words / 9)), 9, hard, seed).map((text) => ({
    text,
    passage: null,
  }));
  const at = (index: number) => all.filter((_, number) => number % 5 === index);
  return {
    name: "Ann Lee",
    demographics: at(0),
    evaluativeDimension: at(1),
    specialty: at(2),
    traits: at(3),
    relationships: at(4),
  };
}

/** Answers every request; `long` times as many words as asked, in words as hard as `hard`. */
function inventor(long: number, hard: number) {
  return (task: Task, label: string): unknown => {
    if (task.kind === "invent")
      return {
        stakeholders: ["Nurses", "patient", "pharmacist"].map((stakeholder) => ({
          stakeholder,
          dimensions: ["clear doses", "side effects", "costs", "next steps"].map((name) => ({
            name,
            definition: `Whether ${name} are told.`,
          })),
        })),
      };
    return task.kind === "persona" ? fields(task.words * long, hard, label.length * 100 + task.words) : null;
  };
}

test.each([
  ["to the word", 1, 0.2],
  ["twice as much as asked", 2, 0.2],
  ["half of what was asked", 0.5, 0.2],
  ["harder words than asked", 1.2, 0.3],
])("an invented set matches the other when the model writes %s", async (_, long, hard) => {
  const { complete } = scripted(inventor(long, hard));
  const { set, match } = await inventPersonas({ complete }, options);
  expect(PersonaSet.parse(set)).toEqual(set);
  expect(match.personas).toBe(1);
  expect(match.groups).toBe(1);
  expect(Math.abs((match.words ?? 0) - 1)).toBeLessThanOrEqual(0.1);
  expect(Math.abs(match.grade ?? 9)).toBeLessThanOrEqual(1);
  expect(measureMatch(set, like)).toEqual(match);
  const own = (stakeholder: string) => set.personas.filter((one) => one.stakeholder === stakeholder).length;
  expect([own("nurse"), own("patient")]).toEqual([3, 2]);
});

test("everything in an invented set is the model's, and no other text than the task reaches it", async () => {
  const { complete, asked } = scripted(inventor(1, 0.2));
  const { set } = await inventPersonas({ complete }, options);
  for (const one of set.personas)
    for (const field of PERSONA_FIELDS)
      for (const statement of one.fields[field])
        expect([statement.from, statement.evidence]).toEqual(["model", []]);
  expect(set).toMatchObject({ origin: "invented", task: options.task });
  expect(set).not.toHaveProperty("corpus");
  const sent = asked.map(({ text }) => text).join("\n");
  for (const { text } of like.personas.flatMap((one) => PERSONA_FIELDS.flatMap((field) => one.fields[field])))
    expect(sent).not.toContain(text);
  expect(sent).not.toContain("the grounded task");
  expect(new Set(asked.map(({ label }) => label)).size).toBe(asked.length);
});

test("a persona that misses is asked for once more, and never a third time", async () => {
  const { complete, asked } = scripted(inventor(3, 0.2));
  await inventPersonas({ complete }, options);
  const labels = asked.filter(({ task }) => task.kind === "persona").map(({ label }) => label);
  expect(labels.filter((label) => label.endsWith("-first"))).toHaveLength(5);
  expect(labels.filter((label) => label.endsWith("-again"))).toHaveLength(5);
  expect(labels).toHaveLength(10);
});

test("a roster that is too short is asked for again under another draw", async () => {
  const full = inventor(1, 0.2);
  const { complete, asked } = scripted((task, label) =>
    task.kind === "invent" && label.endsWith("roster-1") ? { stakeholders: [] } : full(task, label),
  );
  const { match } = await inventPersonas({ complete }, options);
  expect(asked.filter(({ task }) => task.kind === "invent")).toHaveLength(2);
  expect(match).toMatchObject({ personas: 1, groups: 1 });
});

test("replies that fail are counted, and what could not be matched shows in the match", async () => {
  const full = inventor(1, 0.2);
  const { complete } = scripted((task, label) =>
    label.includes("persona-2") ? "failed" : full(task, label),
  );
  const { set, match } = await inventPersonas({ complete }, options);
  expect(set.personas).toHaveLength(4);
  expect(set.dropped.malformed).toBe(2);
  expect(match.personas).toBe(0.8);
  await expect(
    inventPersonas(
      scripted(() => "refused"),
      options,
    ),
  ).rejects.toThrow(/no reply describes a persona \(refused/);
  await expect(inventPersonas(scripted(full), { ...options, task: " " })).rejects.toThrow(/task/);
});

test("without a set to match, personas are spread over groups", async () => {
  const { complete } = scripted(inventor(1, 0.2));
  const { like: _, ...free } = options;
  const { set, match } = await inventPersonas({ complete }, { ...free, personas: 7, groups: 2 });
  expect(
    [...Map.groupBy(set.personas, ({ stakeholder }) => stakeholder)].map(([who, own]) => [who, own.length]),
  ).toEqual([
    ["nurse", 4],
    ["patient", 3],
  ]);
  expect(match).toEqual({});
});

test("invented stakeholders are put in the singular where their last word is a noun for people", () => {
  const dimensions = [{ name: "Costs", definition: "" }];
  const names = ["Registered Nurses", "children", "Parents of teenagers", "Night owls"];
  const roster = joinRosters([{ stakeholders: names.map((stakeholder) => ({ stakeholder, dimensions })) }]);
  expect(roster.map(({ stakeholder }) => stakeholder)).toEqual([
    "registered nurse",
    "child",
    "parents of teenagers",
    "night owls",
  ]);
});

test("rosters are joined without repeats and seated by the wanted sizes", () => {
  const dimension = (name: string) => ({ name, definition: "" });
  const roster = joinRosters([
    {
      stakeholders: [
        { stakeholder: "Nurses", dimensions: [dimension("Clear doses"), dimension("clear dose")] },
      ],
    },
    {
      stakeholders: [
        { stakeholder: "nurse", dimensions: [dimension("Costs"), dimension(" ")] },
        { stakeholder: "night owl", dimensions: [dimension("Noise")] },
      ],
    },
  ]);
  expect(roster.map(({ stakeholder, dimensions }) => [stakeholder, dimensions.length])).toEqual([
    ["nurse", 2],
    ["night owl", 1],
  ]);
  expect(fillsAll(roster, [1, 2])).toBe(true);
  expect(fillsAll(roster, [2, 2])).toBe(false);
  expect(seatRoster(roster, [1, 1]).map(({ name }) => name)).toEqual(["Clear doses", "Noise"]);
  expect(seatRoster(roster, [3]).map(({ name }) => name)).toEqual(["Clear doses", "Costs"]);
});

test("sentences are fitted whole, fixed ones stay and no field is emptied", () => {
  const offers = PERSONA_FIELDS.flatMap((field, at) =>
    sentences(6, 10, 0.2, at).map(
      (text, number): Offer => ({ field, text, isFixed: number === 0 && at === 1 }),
    ),
  );
  const chosen = fitStatements(offers, { words: 100, grade: null });
  const words = chosen.reduce((sum, { text }) => sum + text.split(" ").length, 0);
  expect(words).toBe(100);
  expect(chosen).toContain(offers[6]);
  expect(new Set(chosen.map(({ field }) => field)).size).toBe(5);
});

test("a bare role keeps names and groups alone", () => {
  const bare = bareRole(like, "bare");
  expect(PersonaSet.parse(bare)).toEqual(bare);
  expect(bare.personas.map(({ id, name, stakeholder }) => [id, name, stakeholder])).toEqual([
    ["nurse-1", "nurse 1", "nurse"],
    ["nurse-2", "nurse 2", "nurse"],
    ["nurse-3", "nurse 3", "nurse"],
    ["patient-1", "patient 1", "patient"],
    ["patient-2", "patient 2", "patient"],
  ]);
  expect(measurePersonas(bare.personas)).toEqual({ words: 0, grade: null });
  const alone = bareRole({ ...like, personas: like.personas.slice(0, 1) }, "alone").personas[0];
  expect(alone && personaText(alone)).toBe("Stakeholder: nurse");
  expect(measureMatch(bare, like)).toEqual({ personas: 1, groups: 1, words: 0 });
});
