import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, expect, test } from "vitest";
import { StudyResult } from "../../src/domain/result.ts";
import { Manifest } from "../../src/domain/study.ts";
import { assize, identicalFiles, readValue, workFolder } from "./assize.ts";
import { expectValidRun } from "./valid-run.ts";

const work = workFolder();
afterAll(work.remove);
const folder = join(work.path, "runs", "quickstart");
const args = [
  "run",
  resolve("configs/quickstart.yaml"),
  "-o",
  folder,
  "--ledger",
  join(work.path, "ledger.sqlite"),
];

test("the quickstart study writes six valid files, prints the headline, and a second run pays for nothing", async () => {
  const first = await assize(args, { cwd: work.path });
  expect(first.stderr).toContain("report.html");
  expect(first.code).toBe(0);
  expectValidRun(folder);
  const before = identicalFiles(folder);
  const made = Manifest.parse(readValue(join(folder, "manifest.json"))).calls.made;
  expect(made).toBeGreaterThan(0);

  const second = await assize(args, { cwd: work.path });
  expect(second.code).toBe(0);
  expect(second.stdout).toBe(first.stdout);
  expect(identicalFiles(folder)).toEqual(before);
  const { calls } = Manifest.parse(readValue(join(folder, "manifest.json")));
  expect(calls.made).toBe(made);
  expect(calls.replayed).toBe(calls.used);
}, 300_000);

test("every arm of the quickstart is judged, and the page says that the baseline is no language model", () => {
  const result = StudyResult.parse(readValue(join(folder, "result.json")));
  const arms = new Set(result.conditions.map(({ condition }) => condition.arm));
  expect(arms).toEqual(new Set(["none", "bare-role", "invented", "placebo", "grounded"]));
  for (const { condition, signal } of result.conditions)
    if (condition.arm === "none") expect(signal?.alarm).toBeUndefined();
  expect(readFileSync(join(folder, "report.html"), "utf8")).toContain("not a language model");
});

test("a study that was changed is refused in its folder, with the change named", async () => {
  const copy = join(work.path, "changed.yaml");
  const text = readFileSync(resolve("configs/quickstart.yaml"), "utf8")
    .replaceAll("../", `${resolve(".")}/`)
    .replace("rubrics/", `${resolve("configs/rubrics")}/`)
    .replace("seed: 1", "seed: 2");
  writeFileSync(copy, text);
  const refused = await assize(["run", copy, "-o", folder, "--ledger", join(work.path, "ledger.sqlite")], {
    cwd: work.path,
  });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/seed was 1 and is 2/);
});
