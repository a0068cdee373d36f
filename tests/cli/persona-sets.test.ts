import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { program } from "../../src/cli/program.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import { Reproducibility } from "../../src/domain/reproducibility.ts";
import { StudyResult } from "../../src/domain/result.ts";

const cwd = mkdtempSync(join(tmpdir(), "assize-sets-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** Runs a command in the folder; what it prints comes back as one text. */
async function assize(...args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const code = await program({
    cwd,
    environment: {},
    signal: new AbortController().signal,
    print: (text) => printed.push(text),
    remark: () => {},
    isInteractive: false,
  }).run(["--quiet", ...args]);
  expect(code).toBe(0);
  return printed.join("\n");
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(cwd, name), "utf8"));
const corpus = resolve("corpora/support-desk");

let grounded = "";
beforeAll(async () => {
  grounded = await assize("ground", corpus, "-o", "desk.json", "--personas", "4", "--repeat", "3");
});

test("a set made again lies beside the first, each set with the texts of its documents", async () => {
  const sets = [2, 3, 4, 5].map((number) => PersonaSet.parse(read(`desk-${number}.json`)));
  const documents = (set: PersonaSet) => set.corpus?.documents.length ?? 0;
  const all = documents(PersonaSet.parse(read("desk.json")));
  expect(sets.map(documents).map((count) => count < all)).toEqual([false, false, true, true]);
  expect(new Set(sets.map(({ seed }) => seed)).size).toBe(4);
  expect(readdirSync(join(cwd, "desk-5.text"))).toHaveLength(documents(sets[3]!));
});

test("the report says how much comes back, with intervals, clusters and coverage", async () => {
  const report = Reproducibility.parse(read("desk.reproducibility.json"));
  expect(report.repetitions.map(({ set, varied }) => `${set} ${varied}`)).toEqual([
    "desk-2 seed",
    "desk-3 seed",
    "desk-4 documents",
    "desk-5 documents",
  ]);
  expect(report.bySeed.similarity).toMatchObject({ n: 2, method: expect.stringContaining("t interval") });
  expect(report.byDocuments?.documents?.value).toBeGreaterThan(0);
  expect(report.clusters?.curve.length).toBeGreaterThan(1);
  expect(report.clusters?.seeds.value).toBeLessThanOrEqual(1);
  expect(report.coverage?.documents.total).toBeGreaterThan(4);
  for (const words of ["2 times from other seeds", "adjusted Rand", "speak through a persona"])
    expect(grounded).toContain(words);
});

test("the difference of two sets is what the report says of them", async () => {
  const { repetitions } = Reproducibility.parse(read("desk.reproducibility.json"));
  const diff = JSON.parse(await assize("personas", "diff", "desk.json", "desk-2.json", "--json"));
  expect(diff.pairs.length / 4).toBe(repetitions[0]?.return.matched);
  expect(diff.pairs.length + diff.gone.length).toBe(4);
  const text = await assize("personas", "diff", "desk.json", "desk-2.json");
  expect(text).toContain(`${diff.pairs.length} matched from a likeness of 0.50`);
  for (const { persona } of diff.gone) expect(text).toContain(persona.id);
});

test("an invented set is made again from other seeds alone", async () => {
  const text = await assize("invent", "Judge answers to customers.", "-o", "invented.json", "--repeat", "3");
  const report = Reproducibility.parse(read("invented.reproducibility.json"));
  expect(report.repetitions.map(({ varied }) => varied)).toEqual(["seed", "seed"]);
  expect(report).not.toHaveProperty("byDocuments");
  expect(report.bySeed).not.toHaveProperty("documents");
  expect(text).toContain("2 times from other seeds");
  expect(text).not.toContain("Jaccard");
  expect(report.note).toContain("fixed list");
  expect(text).toContain("says nothing of what a language model would come up with again");
});

test("each persona is shown with its words and reading grade", async () => {
  const text = await assize("personas", "show", "desk.json");
  expect(text.match(/\(\S+-\d; \d+ words, reading grade \d+\.\d\)/g)).toHaveLength(4);
  expect(text).toMatch(/in all \d+ words, reading grade \d+\.\d/);
});

test("a set with a quote that its document does not hold there is neither shown nor seated", async () => {
  const set = PersonaSet.parse(read("desk.json"));
  const [first] = set.personas.flatMap(({ fields }) =>
    Object.values(fields).flatMap((statements) => statements.flatMap(({ evidence }) => evidence)),
  );
  const file = join(cwd, "desk.json");
  const genuine = readFileSync(file, "utf8");
  const quote = JSON.stringify(first?.quote).slice(1, -1);
  writeFileSync(file, genuine.replaceAll(quote, "Everybody was delighted."));
  try {
    await expect(assize("personas", "show", "desk.json")).rejects.toThrow(
      /desk\.json: .+ quotes "Everybody was delighted\.", which does not stand at \d+-\d+ of/,
    );
  } finally {
    writeFileSync(file, genuine);
  }
});

test("variants of a set lie in files of their own, their quotes still in the corpus", async () => {
  for (const flag of ["--without-demographics", "--shuffle-demographics"]) {
    await assize("personas", "variant", "desk.json", flag, "-o", "variant.json");
    expect(PersonaSet.parse(read("variant.json")).id).toBe("variant");
    expect(readdirSync(join(cwd, "variant.text"))).toEqual(readdirSync(join(cwd, "desk.text")));
    expect(await assize("personas", "check", "variant.json", corpus)).toContain("holds");
  }
});

test("a set is asked what it knows of its documents, beside one of another domain", async () => {
  const table = await assize(
    "personas",
    "probe",
    "desk.json",
    "--questions",
    "3",
    "--runs",
    "1",
    "-o",
    "p.json",
  );
  for (const words of ["no persona", "grounding gain", "placebo gain", "over a placebo", "the persona"])
    expect(table).toContain(words);
  const found = StudyResult.pick({ knowledge: true, probes: true }).parse(read("p.json"));
  expect(found.knowledge?.[0]).toMatchObject({ personaSet: "desk", persona: "*", asked: 4, missing: 0 });
  expect(found.knowledge?.[0]?.scores.evidence.value).toBeGreaterThan(0.9);
  expect(found.probes?.length).toBe(found.knowledge?.[0]?.questions);
});

test("what makes no invented set is told: no task, more groups than personas, a size beside a set to match", async () => {
  const refused = (...args: readonly string[]) => expect(assize("invent", ...args, "-o", "no.json")).rejects;
  await refused("  ").toThrow(/say what the panel is for/);
  await refused("Judge.", "--personas", "3", "--groups", "5").toThrow(/5 stakeholder groups take at least/);
  await refused("Judge.", "--like", "desk.json", "--personas", "3").toThrow(/leave --personas and --groups/);
});
