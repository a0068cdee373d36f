import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { CATALOGUE } from "../../src/adapters/datasets/catalogue.ts";
import { readYaml } from "../../src/adapters/files/read-yaml.ts";
import { Rubric } from "../../src/domain/rubric.ts";
import { Study } from "../../src/domain/study.ts";

const ROOT = join(import.meta.dirname, "..", "..", "configs", "data");

/** What people rated in each data set, with its scale, as its reader has it. */
const RATED: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  summeval: { coherence: [1, 5], consistency: [1, 5], fluency: [1, 5], relevance: [1, 5] },
  "topical-chat": {
    understandability: [0, 1],
    naturalness: [1, 3],
    coherence: [1, 3],
    engagingness: [1, 3],
    groundedness: [0, 1],
    overall: [1, 5],
  },
  "mslr-cochrane": {
    fluency: [0, 2],
    population: [0, 2],
    intervention: [0, 2],
    outcome: [0, 2],
    effect_direction_agrees: [0, 1],
    strength_agrees: [0, 1],
  },
  dices: { unsafe: [0, 1] },
};

test("each data set has its study, and no other", async () => {
  const studies = (await readdir(ROOT)).filter((file) => !file.includes("rubric"));
  expect(studies.toSorted()).toEqual(CATALOGUE.map(({ name }) => `${name}.yaml`).toSorted());
});

test.each(CATALOGUE.map(({ name }) => name))(
  "%s sets grounded personas against invented ones that match them, on what people rated",
  async (name) => {
    const file = join(ROOT, `${name}.yaml`);
    const text = await readFile(file, "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=../../schema/study.schema.json");
    expect(text).toContain(`assize data pull ${name}`);
    const study = await readYaml(file, Study);
    expect(study.items.file).toBe(`../../data/${name}/items.jsonl`);
    expect(study.arms.map(({ kind }) => kind)).toEqual([
      "none",
      "bare-role",
      "invented",
      "placebo",
      "grounded",
    ]);
    expect(study.arms.find(({ kind }) => kind === "invented")).toMatchObject({ sets: 3, like: "grounded" });
    expect(study.arms.find(({ kind }) => kind === "grounded")).toMatchObject({
      sets: 3,
      corpus: `../../data/${name}/corpus`,
    });
    expect(study.replicates).toBeGreaterThanOrEqual(3);
    for (const arm of study.arms)
      if (arm.kind === "placebo")
        for (const set of [arm.sets].flat()) expect(existsSync(resolve(ROOT, set))).toBe(true);
    const { dimensions } = await readYaml(resolve(ROOT, study.rubric ?? ""), Rubric);
    expect(Object.fromEntries(dimensions.map(({ id, scale }) => [id, [scale.min, scale.max]]))).toEqual(
      RATED[name],
    );
  },
);
