import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const readme = readFileSync("README.md", "utf8");
const tree = /## What is where\n\n```\n([\s\S]*?)```/.exec(readme)?.[1] ?? "";
const lines = tree.split("\n").filter((line) => line !== "");
const named = (indent: RegExp) => lines.flatMap((line) => indent.exec(line)?.[1] ?? []);

/** Folders that tools make or that git keeps. */
const UNLISTED = new Set(["node_modules", "dist", "runs", "data", "coverage"]);

function foldersOf(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !UNLISTED.has(entry.name))
    .map((entry) => entry.name)
    .sort();
}

test("the README's tree is the tree", () => {
  expect(named(/^([a-z]+)\//).sort()).toEqual(foldersOf("."));
  expect(named(/^ {2}([a-z]+)\//).sort()).toEqual(foldersOf("src"));
});

test("the commands of the README are scripts and files that exist", () => {
  const scripts = JSON.parse(readFileSync("package.json", "utf8")).scripts;
  const named = [...readme.matchAll(/npm run (?:-s )?([a-z-]+)/g)];
  const paths = [...readme.matchAll(/(?:corpora|configs)\/[\w./-]+\w/g)];
  expect(named).not.toEqual([]);
  expect(paths).not.toEqual([]);
  for (const [, name] of named) expect(scripts).toHaveProperty(name ?? "");
  for (const [path] of paths) expect(existsSync(path), path).toBe(true);
});
