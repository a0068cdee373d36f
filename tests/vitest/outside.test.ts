import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assize, workFolder } from "../e2e/assize.ts";

const work = workFolder();
afterAll(work.remove);

const TESTS = `import { expect, test } from "vitest";
import { readRunFolder } from "assize/vitest";

const run = await readRunFolder("runs/score-items");

test("readable", () => {
  expect(run).toRateAtLeast("fluency", 1.5);
  expect(run).not.toRateAtLeast("fluency", 4.99, { condition: { arm: "panel" } });
  expect(run).toBeStable({ dimension: "fluency", atLeast: -1 });
  expect(run).not.toAgreeWithHumans({ atLeast: 0 });
});
test("fails with numbers", () => {
  expect(run).toRateAtLeast("fluency", 4.99);
});
`;
/** What the types must refuse: each line after a directive that expects an error. */
const MISTYPED = `import { expect } from "vitest";
import "assize/vitest";
// @ts-expect-error a value is needed
expect({}).toRateAtLeast("fluency");
// @ts-expect-error there is no such measure
expect({}).toAgreeWithHumans({ atLeast: 0, measure: "vibes" });
expect({}).toBeStable({ atLeast: 0 });
`;
const COMPILER = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    module: "NodeNext",
    target: "ES2024",
    types: [],
    skipLibCheck: true,
  },
  include: ["*.ts"],
};

beforeAll(async () => {
  mkdirSync(join(work.path, "node_modules"));
  for (const [name, place] of [
    ["assize", "."],
    ["vitest", "node_modules/vitest"],
  ] as const)
    symlinkSync(resolve(place), join(work.path, "node_modules", name));
  writeFileSync(join(work.path, "package.json"), '{"type":"module"}');
  writeFileSync(join(work.path, "quality.test.ts"), TESTS);
  writeFileSync(join(work.path, "mistyped.ts"), MISTYPED);
  writeFileSync(join(work.path, "tsconfig.json"), JSON.stringify(COMPILER));
  const [items, set, rubric] = [
    "corpora/plain-medicine/items.jsonl",
    "personas/grounded/plain-medicine-1.json",
    "configs/rubrics/summary.yaml",
  ].map((path) => resolve(path));
  const options = ["--personas", set ?? "", "--rubric", rubric ?? "", "--panel", "2"];
  const scored = await assize(["score", items ?? "", ...options], { cwd: work.path });
  if (scored.code !== 0) throw new Error(scored.stderr);
});

test("a project outside the repository uses the matchers, and is told of a failure in numbers", () => {
  const out = join(work.path, "out.json");
  const done = spawnSync(
    process.execPath,
    [resolve("node_modules/vitest/vitest.mjs"), "run", "--reporter=json", `--outputFile=${out}`],
    { cwd: work.path, encoding: "utf8", env: { PATH: process.env.PATH, CI: "true", NO_COLOR: "1" } },
  );
  expect(done.status, done.stderr).toBe(1);
  const [file] = JSON.parse(readFileSync(out, "utf8")).testResults;
  const [readable, fails] = file.assertionResults;
  expect(readable.status, readable.failureMessages[0]).toBe("passed");
  expect(fails.status).toBe("failed");
  expect(fails.failureMessages[0]).toMatch(
    /expected the lower 95% bound of the mean of fluency to be at least 4\.99[\s\S]*not met .*: \d\.\d{3}, 95% interval [\d.]+ to [\d.]+, n \d+/,
  );
});

test("expect is typed there", () => {
  const done = spawnSync(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", "."], {
    cwd: work.path,
    encoding: "utf8",
  });
  expect(done.stdout).toBe("");
  expect(done.status).toBe(0);
});
