import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const copy = mkdtempSync(join(tmpdir(), "assize-imports-"));

beforeAll(() => {
  for (const path of ["src", "tsconfig.json", "package.json", ".dependency-cruiser.cjs"])
    cpSync(path, join(copy, path), { recursive: true });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** The rules that a checkout breaks, each with its offender. */
function violations(): string[] {
  const done = spawnSync(
    "depcruise",
    ["src", "--config", ".dependency-cruiser.cjs", "--output-type", "json"],
    {
      cwd: copy,
      encoding: "utf8",
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  const { summary, modules } = JSON.parse(done.stdout);
  expect(modules.length, "the cruise must have read the sources").toBeGreaterThan(50);
  return summary.violations.map(
    (found: { rule: { name: string }; from: string }) => `${found.rule.name} ${found.from}`,
  );
}

const PLANTED = [
  ["domain-imports", "src/domain/planted.ts", 'import "../prompts/fence.ts";'],
  [
    "prompts-imports",
    "src/prompts/planted.ts",
    'import { readFileSync } from "node:fs";\nexport const planted = readFileSync;',
  ],
  [
    "stats-imports",
    "src/stats/planted.ts",
    'import type { Rating } from "../domain/rating.ts";\nexport type Planted = Rating;',
  ],
  ["personas-imports", "src/personas/planted.ts", 'import "../debate/find-span.ts";'],
  ["debate-imports", "src/debate/planted.ts", 'export * from "../study/plan-cells.ts";'],
  ["study-imports", "src/study/planted.ts", 'import "../analysis/table.ts";'],
  [
    "analysis-imports",
    "src/analysis/planted.ts",
    'export const planted = import("../adapters/files/read-text.ts");',
  ],
  ["report-imports", "src/report/planted.ts", 'import "../cli/context.ts";'],
  ["threads-imports", "src/threads/planted.ts", 'import "../adapters/files/read-text.ts";'],
  ["adapters-know-no-command", "src/adapters/planted.ts", 'import "../cli/context.ts";'],
  ["no-cycles", "src/domain/planted-a.ts", 'import { b } from "./planted-b.ts";\nexport const a = () => b;'],
  ["resolvable", "src/domain/planted-c.ts", 'import "./nowhere.ts";'],
] as const;

test("the import table holds, and every planted violation of it is found", () => {
  expect(violations()).toEqual([]);
  mkdirSync(join(copy, "src"), { recursive: true });
  for (const [, file, text] of PLANTED) writeFileSync(join(copy, file), `${text}\n`);
  writeFileSync(
    join(copy, "src/domain/planted-b.ts"),
    'import { a } from "./planted-a.ts";\nexport const b = () => a;\n',
  );
  const found = violations();
  for (const [rule, file] of PLANTED) expect(found).toContain(`${rule} ${file}`);
});
