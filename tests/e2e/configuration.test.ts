import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listeningInTest } from "../fakes/listening.ts";
import { assize, workFolder } from "./assize.ts";

const work = workFolder();
afterAll(work.remove);
const cwd = join(work.path, "project");
const inProject = (args: readonly string[], env: Record<string, string> = {}) =>
  assize(args, { cwd, env: { HOME: work.path, ...env } });

const item = { id: "a", kind: "summary", source: "Nurses told parents.", output: "Told." };
const study = (rest: string) => `version: 1
items: {file: items.jsonl}
rubric: rubric.yaml
task: Judge.
arms: [{id: none, kind: none}]
${rest}`;
beforeAll(() => {
  mkdirSync(cwd);
  writeFileSync(join(cwd, "items.jsonl"), `${JSON.stringify(item)}\n`);
  writeFileSync(
    join(cwd, "rubric.yaml"),
    "dimensions: [{id: clarity, definition: Plain., scale: {min: 1, max: 5, step: 1}}]\n",
  );
});

test("env files: the named one wins over .env, the environment over both, and a missing one is told", async () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what a study says
  writeFileSync(join(cwd, "env.yaml"), study("model: ${MODEL}\nseed: ${SEED}\n"));
  writeFileSync(join(cwd, ".env"), "MODEL=openai:from-env\nSEED=3\n");
  writeFileSync(join(cwd, "prod.env"), "MODEL=openai:from-named\n");
  const asks = async (...args: readonly string[]) =>
    (await inProject(["validate", "env.yaml", ...args])).stdout;
  expect(await asks()).toContain("asks: openai:from-env");
  expect(await asks("--env-file", "prod.env")).toContain("asks: openai:from-named");
  const told = await inProject(["--env-file=prod.env", "validate", "env.yaml"], { MODEL: "lexical" });
  expect(told.stdout).toContain("asks: lexical");
  const missing = await inProject(["validate", "env.yaml", "--env-file", "none.env"]);
  // Some versions of Node look for this flag themselves, wherever it stands, and tell it in their own words.
  expect(missing.code).not.toBe(0);
  expect(missing.stderr).toContain("none.env");
});

test("doctor says of a study which key is missing, and what to do", async () => {
  writeFileSync(join(cwd, "far.yaml"), study("model: anthropic:claude-x\n"));
  const far = await inProject(["doctor", "far.yaml"]);
  expect(far.stdout).toMatch(/ok\s+far\.yaml: valid, 1 items/);
  expect(far.stdout).toMatch(
    /wrong\s+model anthropic:claude-x: needs a package .*npm install @langchain\/anthropic/,
  );
  expect(far.code).toBe(1);
  writeFileSync(join(cwd, "key.yaml"), study("model: deepseek:d\n"));
  const key = await inProject(["doctor", "key.yaml"]);
  expect(key.stdout).toMatch(
    /wrong\s+model deepseek:d: its key is missing: set DEEPSEEK_API_KEY, or write .* \.env here/,
  );
  const set = await inProject(["doctor", "key.yaml"], { DEEPSEEK_API_KEY: "sk-very-secret" });
  expect(set.stdout).toMatch(/ok\s+model deepseek:d: the key in DEEPSEEK_API_KEY is set/);
  expect(set.stdout + set.stderr).not.toContain("sk-very");
  expect(set.code).toBe(0);
  expect(set.stderr).toContain("next: assize plan key.yaml");
});

test("doctor tries the server that a study names, and looks for the model", async () => {
  const server = createServer((_, response) => response.end('{"data":[{"id":"llama"},{"id":"qwen"}]}'));
  const url = `${await listeningInTest(server)}/v1`;
  const spec = (model: string, baseURL: string) =>
    study(`models: [{id: m, model: "openai:${model}", baseURL: "${baseURL}"}]\n`);
  writeFileSync(join(cwd, "near.yaml"), spec("llama", url));
  const near = await inProject(["doctor", "near.yaml"]);
  expect(near.stdout).toMatch(/ok\s+server of llama: .* answers/);
  expect(near.code).toBe(0);
  writeFileSync(join(cwd, "other.yaml"), spec("mistral", url));
  expect((await inProject(["doctor", "other.yaml"])).stdout).toMatch(
    /wrong\s+server of mistral: .* lists no model "mistral"; it has llama, qwen/,
  );
  writeFileSync(join(cwd, "gone.yaml"), spec("llama", "http://127.0.0.1:1/v1"));
  const gone = await inProject(["doctor", "gone.yaml"]);
  expect(gone.stdout).toMatch(/wrong\s+server of llama: .* does not answer .* is the server running/);
  writeFileSync(join(cwd, "broken.yaml"), study("modl: x\n"));
  const broken = await inProject(["doctor", "broken.yaml"]);
  expect(broken.stdout).toMatch(/wrong\s+broken\.yaml: .*unknown key "modl"/);
});
