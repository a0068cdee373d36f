import { expect, test } from "vitest";
import { readYaml } from "../../../src/adapters/files/read-yaml.ts";
import { Study } from "../../../src/domain/study.ts";
import { testFolder } from "./folder.ts";

const HEAD = "version: 1\nitems: {file: items.jsonl}\ntask: Judge.\nmodel: lexical\n";

test("a study is read with its defaults", async () => {
  const { put } = testFolder();
  const study = await readYaml(put("s.yaml", `${HEAD}arms:\n  - {id: none, kind: none}\n`), Study);
  expect(study).toMatchObject({
    panel: 6,
    replicates: 3,
    protocols: ["independent"],
    framings: ["plain"],
    seed: 1,
  });
});

test.each([
  [
    "a misspelt key",
    `${HEAD}arms: [{id: none, kind: none}]\nreplicats: 3\n`,
    /s\.yaml:6: unknown key "replicats"; did you mean "replicates"\?/,
  ],
  [
    "a wrong kind of arm",
    `${HEAD}arms:\n  - {id: none, kind: none}\n  - {id: x, kind: groundd}\n`,
    /s\.yaml:7 arms\.1\.kind/,
  ],
  [
    "an arm named human",
    `${HEAD}arms:\n  - {id: human, kind: none}\n`,
    /s\.yaml:6 arms\.0\.id: "human" is kept for annotators/,
  ],
  ["broken YAML", `${HEAD}arms: [\n`, /s\.yaml:\d+: /],
  [
    "two ways to name a model",
    `${HEAD}arms: [{id: none, kind: none}]\nmodels: [{id: m, model: lexical}]\n`,
    /either `model` or `models`/,
  ],
])("%s is told with its line", async (_, text, message) => {
  const { put } = testFolder();
  await expect(readYaml(put("s.yaml", text), Study)).rejects.toThrow(message);
});

test("an alias bomb is refused", async () => {
  const { put } = testFolder();
  const levels = Array.from(
    { length: 8 },
    (_, n) => `l${n}: &l${n} [${Array.from({ length: 9 }, () => (n === 0 ? "x" : `*l${n - 1}`)).join(",")}]`,
  );
  await expect(readYaml(put("s.yaml", levels.join("\n")), Study)).rejects.toThrow(/s\.yaml/);
});
