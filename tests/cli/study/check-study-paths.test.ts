import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Context } from "../../../src/cli/context.ts";
import { checkStudyPaths } from "../../../src/cli/study/check-study-paths.ts";
import { Study } from "../../../src/domain/study.ts";
import { workFolder } from "../../e2e/assize.ts";

const work = workFolder();
afterAll(work.remove);

const project = join(work.path, "project");
const studies = join(project, "studies");
const elsewhere = join(work.path, "elsewhere");
for (const folder of [studies, join(project, "data"), elsewhere]) mkdirSync(folder, { recursive: true });
writeFileSync(join(project, "package.json"), "{}");
writeFileSync(join(project, "data", "items.jsonl"), "");
writeFileSync(join(elsewhere, "items.jsonl"), "");
symlinkSync(elsewhere, join(studies, "link"));

function check(change: object, context: Partial<Context> = {}, file = join(studies, "study.yaml")): void {
  const study = Study.parse({
    version: 1,
    items: { file: "items.jsonl" },
    task: "Judge.",
    arms: [{ id: "none", kind: "none" }],
    models: [{ id: "m", model: "openai:m", baseURL: "https://elsewhere.example/v1" }],
    ...change,
  });
  const world: Context = {
    cwd: studies,
    environment: {},
    signal: new AbortController().signal,
    print: () => {},
    remark: () => {},
    isInteractive: false,
    ...context,
  };
  checkStudyPaths(world, study, file);
}
const items = (file: string) => ({ items: { file } });

test("a study reads its folder, its project, the folder of the command and what comes along", () => {
  check(items("items.jsonl"));
  check(items("../data/items.jsonl"));
  check(items("../../elsewhere/items.jsonl"), { cwd: elsewhere });
  check({ rubric: resolve("configs/rubrics/summary.yaml") });
});

test("every path of a study is looked at, and a link counts for what it leads to", () => {
  const sets = ["../../elsewhere/set.json"];
  for (const [change, field] of [
    [items("/etc/hostname"), "items.file"],
    [items("link/items.jsonl"), "items.file"],
    [{ rubric: "../../elsewhere/rubric.yaml" }, "rubric"],
    [{ prices: "../../elsewhere/prices.yaml" }, "prices"],
    [{ arms: [{ id: "grounded", kind: "grounded", sets }] }, "arms.grounded.sets"],
    [{ arms: [{ id: "g", kind: "grounded", sets: 2, corpus: "../../elsewhere" }] }, "arms.g.corpus"],
  ] as const)
    expect(() => check(change)).toThrow(`${field}: `);
});

test("a study that sends nothing to a server of its own choice reads what it names", () => {
  for (const baseURL of ["http://localhost:11434/v1", undefined])
    check({ ...items("/etc/hostname"), models: [{ id: "m", model: "openai:m", baseURL }] });
});

test("a home folder is nobody's project, and neither is what holds it", () => {
  const home = join(project, "home");
  mkdirSync(join(home, "studies"), { recursive: true });
  writeFileSync(join(home, "secret"), "");
  const file = join(home, "studies", "study.yaml");
  const world = { cwd: home, environment: { HOME: home } };
  expect(() => check(items("../secret"), world, file)).toThrow("--allow-outside");
  check(items("../secret"), { ...world, environment: {} }, file);
});
