// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are what these tests are about
import { expect, test } from "vitest";
import type { Context } from "../../../src/cli/context.ts";
import { isModule, readStudy, studyName } from "../../../src/cli/study/read-study.ts";
import { defineConfig } from "../../../src/domain/define-config.ts";
import { testFolder } from "../../adapters/files/folder.ts";

const context = (environment: Record<string, string> = {}): Context => ({
  cwd: ".",
  environment,
  signal: new AbortController().signal,
  print: () => {},
  remark: () => {},
  isInteractive: false,
});
const yaml = (lines: string) => `version: 1
items:
  file: items.jsonl
${lines}
arms: [{id: none, kind: none}]
model: lexical
`;

test("a reference is filled in from the environment, as text or where a number is wanted as a number", async () => {
  const { put } = testFolder();
  const path = put("s.yaml", yaml("  limit: ${N}\ntask: Judge for ${WHO}, who pay $${N}.\nseed: 4"));
  const study = await readStudy(context({ N: "12", WHO: "patients" }), path);
  expect(study.items.limit).toBe(12);
  expect(study.task).toBe("Judge for patients, who pay ${N}.");
});

test.each([
  [
    "that is not set",
    "task: Judge for ${WHO}.",
    /s\.yaml:4 task: the environment variable WHO is not set; set it/,
  ],
  [
    "that is a secret",
    "task: Judge for ${OPENAI_API_KEY}.",
    /looks like a secret.*apiKeyEnv: OPENAI_API_KEY/,
  ],
  ["that is no name", "task: Judge for ${a b}.", /names no environment variable/],
])("a reference to a variable %s is refused, with its place", async (_, task, message) => {
  const path = testFolder().put("s.yaml", yaml(task));
  await expect(readStudy(context({ OPENAI_API_KEY: "sk-very-secret" }), path)).rejects.toThrow(message);
  await expect(readStudy(context({ OPENAI_API_KEY: "sk-very-secret" }), path)).rejects.not.toThrow(/sk-very/);
});

test.each([
  [
    "has an unknown key",
    "export default { version: 1, itmes: {} };",
    /unknown key "itmes"; did you mean "items"\?/,
  ],
  ["exports nothing", "export const study = {};", /exports no study; write export default/],
  ["throws", 'throw new Error("no such luck");', /no such luck/],
])("a module that %s is told in words", async (_, text, message) => {
  const path = testFolder().put("study.mjs", text);
  await expect(readStudy(context(), path)).rejects.toThrow(message);
});

test("a study that is not there is told, whatever it is written in", async () => {
  for (const name of ["none.ts", "none.yaml"])
    await expect(readStudy(context(), `${testFolder().path}/${name}`)).rejects.toThrow(
      "there is no such file",
    );
});

test.each([
  ["protocols: [debate, debate]", /s\.yaml:5 protocols: names "debate" twice/],
  ["framings: [plain, request, plain]", /framings: names "plain" twice/],
])("what would be asked twice for one row is refused: %s", async (line, message) => {
  const path = testFolder().put("s.yaml", yaml(`task: Judge.\n${line}`));
  await expect(readStudy(context(), path)).rejects.toThrow(message);
});

test.each([
  ["panel: 9007199254740991", /s\.yaml:5 panel: must be at most 1000$/],
  [
    "protocols: [debate]\npanel: 201",
    /s\.yaml:6 panel: must be at most 200 where panelists read one another/,
  ],
  ["replicates: 1.0e+15", /s\.yaml:5 replicates: must be at most 10000$/],
  ["knowledge: {questions: 100000}", /knowledge\.questions: must be at most 1000$/],
  ["drift: {reruns: 100000}", /drift\.reruns: must be at most 1000$/],
  ['prices: "a\\0b"', /s\.yaml:5 prices: a path cannot hold a NUL character/],
  ['rubric: "a\\0b"', /s\.yaml:5 rubric: a path cannot hold a NUL character/],
])("what no machine can do is refused: %s", async (line, message) => {
  const path = testFolder().put("s.yaml", yaml(`task: Judge.\n${line}`));
  await expect(readStudy(context(), path)).rejects.toThrow(message);
});

test("a study is named for its file", () => {
  expect(["a/first.yaml", "first.yml", "first.ts", "first.mjs"].map(studyName)).toEqual(
    Array(4).fill("first"),
  );
  expect(["first.yaml", "first.ts"].map(isModule)).toEqual([false, true]);
});

test("defineConfig gives back what it is given", () => {
  const study = {
    version: 1,
    items: { file: "i" },
    task: "t",
    arms: [{ id: "none", kind: "none" }],
  } as const;
  expect(defineConfig({ ...study, arms: [...study.arms], model: "lexical" })).toMatchObject(study);
});
