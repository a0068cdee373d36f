import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));

test("the packed package holds what a user needs, and nothing of the workshop", () => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const files: string[] = packed.files.map(({ path }: { path: string }) => path);
  for (const needed of [
    "bin/assize.cjs",
    "dist/index.js",
    "dist/index.d.ts",
    "dist/cli/main.js",
    "dist/report/page.html",
    "dist/adapters/documents/parse-worker.js",
    "schema/study.schema.json",
    "configs/quickstart.yaml",
    "personas/grounded/plain-medicine-1.json",
    "corpora/plain-medicine/items.jsonl",
    "LICENSE",
    "README.md",
  ])
    expect(files, needed).toContain(needed);
  expect(files.filter((file) => /^(src|tests|scripts|bench|\.ci)\//.test(file))).toEqual([]);
  expect(files.filter((file) => file.includes(".env") || file.includes(".assize"))).toEqual([]);
});

test("users install no platform packages, no install scripts run, and every version is exact", () => {
  const names = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
  expect(names.filter((name) => /^node-(linux|win|darwin)/.test(name))).toEqual([]);
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    expect(version, name).toMatch(/^\d/);
  for (const script of ["preinstall", "install", "postinstall", "prepare"])
    expect(manifest.scripts).not.toHaveProperty(script);
});

test("the lock files name no registry", () => {
  for (const file of ["package-lock.json", "scripts/node/package-lock.json"]) {
    const lock = readFileSync(file, "utf8");
    expect(lock).not.toContain('"resolved"');
  }
});
