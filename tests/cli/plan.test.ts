import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run as plan } from "../../src/cli/commands/plan.ts";
import type { Context } from "../../src/cli/context.ts";
import { workFolder } from "../e2e/assize.ts";

const work = workFolder();
afterAll(work.remove);

const STUDY = `version: 1
items: {file: "${resolve("corpora/plain-medicine/items.jsonl")}", limit: 6}
rubric: "${resolve("configs/rubrics/summary.yaml")}"
task: Judge.
arms:
  - {id: none, kind: none}
  - {id: grounded, kind: grounded, sets: 2, corpus: "${resolve("corpora/plain-medicine")}"}
protocols: [independent, debate]
framings: battery
panel: 4
replicates: 2
models: [{id: m, model: "openai:gpt-4.1-mini"}]
budget: {money: 1}
`;

/** As small as a study can be, where its size does not matter. */
const SMALL = STUDY.replace("limit: 6", "limit: 2")
  .replace("framings: battery\n", "")
  .replace(/replicates: .*/, "replicates: 1");

async function planned(
  study: string,
  options: Readonly<Record<string, unknown>> = {},
  signal = new AbortController().signal,
): Promise<string> {
  const cwd = join(work.path, String(Math.random()).slice(2));
  mkdirSync(cwd);
  writeFileSync(join(cwd, "study.yaml"), study);
  const told: string[] = [];
  const context: Context = {
    cwd,
    environment: { HOME: work.path },
    signal,
    print: (text) => told.push(text),
    remark: () => {},
    isInteractive: false,
  };
  expect(await plan(context, ["study.yaml"], options)).toBe(0);
  return told.join("\n");
}

test("a plan tells calls, tokens, money and power, makes no set and says what it assumes", async () => {
  const text = await planned(STUDY);
  for (const line of [
    "study: 576 cells",
    "first to be made: 2 grounded sets of arm grounded",
    "by kind of framing, expected",
    "settles on which side of 1",
    "difference of arms found with 80% power",
    "sets not made yet, taken as of the usual size: grounded-1, grounded-2",
  ])
    expect(text).toContain(line);
  expect(text).toMatch(/money \(USD\) +\d/);
  expect(text).toMatch(/budget: money 1\.00, \d+% of it expected/);
});

test("for machines the same is JSON, and the battery's cost stands by kind of framing", async () => {
  const told = JSON.parse(await planned(STUDY.replace("limit: 6", "limit: 2"), { json: true }));
  expect(told.by.framingKind.map((part: { name: string }) => part.name)).toEqual([
    "wording",
    "frame",
    "order",
    "no-opinion",
    "negated",
  ]);
  const calls = told.by.framing.reduce((sum: number, part: { calls: number }) => sum + part.calls, 0);
  expect(calls).toBeCloseTo(told.by.model[0].calls, -1);
  expect(told.calls.low).toBeLessThan(told.calls.high);
});

test("the embedded model costs nothing and reads no tokens; a model that nobody prices has no money and a reason", async () => {
  const lexical = SMALL.replace(/models: .*/, "model: lexical");
  const told = JSON.parse(await planned(lexical, { json: true }));
  expect(told.money).toMatchObject({ low: 0, expected: 0, high: 0 });
  expect(told.promptTokens.expected).toBe(0);
  const unheard = JSON.parse(await planned(SMALL.replace("gpt-4.1-mini", "unheard-of"), { json: true }));
  expect(unheard.money.expected).toBeNull();
  expect(unheard.money.reason).toContain("openai:unheard-of");
});

test("a list of one's own goes before the one that comes along, by flag or by the study", async () => {
  const list = join(work.path, "mine.yaml");
  writeFileSync(
    list,
    'version: 1\ndate: 2026-01-01\nsource: me\ncurrency: EUR\nmodels: [{model: "openai:gpt-4.1-mini", input: 1000, output: 0}]\n',
  );
  const byFlag = JSON.parse(await planned(SMALL, { json: true, prices: list }));
  expect(byFlag.money.currency).toBe("EUR");
  expect(byFlag.money.expected).toBeCloseTo(byFlag.promptTokens.expected / 1000, 0);
  const byStudy = JSON.parse(
    await planned(`${SMALL}prices: "${list}"\n`, { json: true, allowOutside: true }),
  );
  expect(byStudy.money).toEqual(byFlag.money);
});

test("a study that names a server of its own may not point outside its folder, unless it is allowed", async () => {
  const outside = SMALL.replace(/items: .*/, "items: {file: /etc/hostname}");
  const sent = outside.replace("models: [{", 'models: [{baseURL: "https://models.example/v1", ');
  expect(sent).not.toBe(outside);
  await expect(planned(sent)).rejects.toThrow(
    /items\.file: "\/etc\/hostname" lies outside .*models\.example.*--allow-outside/,
  );
  for (const [study, options] of [
    [sent, { allowOutside: true }],
    [outside, {}],
  ] as const)
    await expect(planned(study, options)).rejects.toThrow(/hostname:1/);
});

test("a plan that is called off while it is made ends at once", async () => {
  const stop = new AbortController();
  const planning = planned(STUDY, {}, stop.signal);
  setTimeout(() => stop.abort(new Error("called off")), 50);
  await expect(planning).rejects.toThrow("called off");
});
