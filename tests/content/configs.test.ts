import { createHash } from "node:crypto";
import { access, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { readItems } from "../../src/adapters/files/read-items.ts";
import { readYaml } from "../../src/adapters/files/read-yaml.ts";
import { PersonaSet } from "../../src/domain/persona.ts";
import { Rubric } from "../../src/domain/rubric.ts";
import { Study } from "../../src/domain/study.ts";

const ROOT = join(import.meta.dirname, "..", "..", "configs");
const yamlIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((file) => file.endsWith(".yaml")).toSorted();

/** Shows how a panel does on another kind of item: no arms beside those that this takes. */
const TRANSFER = "transfer.yaml";
const shipped = await yamlIn(ROOT);
const studies = shipped.filter((file) => file !== TRANSFER);
const rubrics = await yamlIn(join(ROOT, "rubrics"));
const firstLine = async (file: string): Promise<string | undefined> =>
  (await readFile(join(ROOT, file), "utf8")).split("\n")[0];
const read = (file: string): Promise<Study> => readYaml(join(ROOT, file), Study);

test("there is a study for the embedded model, for an API and for a local server", () => {
  expect(studies).toEqual(["ollama.yaml", "openai.yaml", "quickstart.yaml"]);
});

test("there is a study of summaries and dialogues of one domain, judged by the same sets", async () => {
  expect(shipped).toContain(TRANSFER);
  const study = await read(TRANSFER);
  const items = await readItems(resolve(ROOT, study.items.file));
  expect([...new Set(items.map(({ kind }) => kind))]).toEqual(["summary", "dialogue"]);
  const groups = Map.groupBy(items, ({ group }) => group);
  expect([...groups.values()].every((own) => new Set(own.map(({ source }) => source)).size === 1)).toBe(true);
  expect(items.every(({ human }) => human === undefined)).toBe(true);
});

test.each(studies)("%s names its schema first and is a valid five-arm study", async (file) => {
  expect(await firstLine(file)).toBe("# yaml-language-server: $schema=../schema/study.schema.json");
  await access(join(ROOT, "../schema/study.schema.json"));
  const study = await read(file);
  expect(study.arms.map((arm) => arm.kind)).toEqual(["none", "bare-role", "invented", "placebo", "grounded"]);
});

test.each(studies)(
  "%s points to items, a rubric and persona sets that are there, the sets grounded in the corpus as it is",
  async (file) => {
    const study = await read(file);
    const from = (path: string): string => resolve(ROOT, path);
    expect(await readItems(from(study.items.file))).toHaveLength(12);
    await readYaml(from(study.rubric ?? ""), Rubric);
    const sets = study.arms.flatMap((arm) => ("sets" in arm && Array.isArray(arm.sets) ? arm.sets : []));
    expect(sets).toHaveLength(3);
    for (const path of sets) {
      const set = PersonaSet.parse(JSON.parse(await readFile(from(path), "utf8")));
      expect(set.personas.length).toBeGreaterThanOrEqual(study.panel);
      expect(set.corpus).toBeDefined();
      const folder = join(ROOT, "..", "corpora", set.corpus?.id ?? "");
      for (const { file: document, sha256 } of set.corpus?.documents ?? []) {
        const bytes = await readFile(join(folder, document));
        expect(createHash("sha256").update(bytes).digest("hex"), `${path} is older than ${document}`).toBe(
          sha256,
        );
      }
    }
  },
);

test("the studies differ in model and embedder alone, and in the baseline's finer scale", async () => {
  const shared = (study: Study) => ({ ...study, model: 0, models: 0, embedder: 0, rubric: 0 });
  const [first, ...others] = await Promise.all(studies.map(read));
  expect(others).not.toEqual([]);
  for (const other of others) expect(shared(other)).toEqual(first && shared(first));
});

test.each(rubrics)(
  "rubric %s names its schema and defines each dimension with anchors on a scale from 1 to 5",
  async (file) => {
    expect(await firstLine(join("rubrics", file))).toBe(
      "# yaml-language-server: $schema=../../schema/rubric.schema.json",
    );
    await access(join(ROOT, "../schema/rubric.schema.json"));
    const { dimensions } = await readYaml(join(ROOT, "rubrics", file), Rubric);
    expect(dimensions).toHaveLength(4);
    for (const { definition, scale } of dimensions) {
      expect(definition.length).toBeGreaterThan(40);
      const isFine = file === "summary-fine.yaml";
      expect(scale).toMatchObject({ min: 1, max: 5, level: isFine ? "interval" : "ordinal" });
      expect(scale.step).toBe(isFine ? undefined : 1);
      expect(Object.keys(scale.anchors ?? {})).toEqual(["1", "3", "5"]);
    }
  },
);

test("each kind of item has its rubric", () => {
  expect(rubrics).toEqual(["dialogue.yaml", "summary-fine.yaml", "summary.yaml"]);
});
