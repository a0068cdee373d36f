import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { readLines, readValue } from "./assize.ts";

const FILES = [
  ["manifest.json", "manifest", false],
  ["ratings.jsonl", "rating", true],
  ["verdicts.jsonl", "verdict", true],
  ["debates.jsonl", "debate", true],
  ["result.json", "result", false],
] as const;

/** Expects the six files of a run folder, each valid against its published JSON Schema. */
export function expectValidRun(folder: string): void {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  for (const [file, name, isLines] of FILES) {
    const validate = ajv.compile(JSON.parse(readFileSync(join("schema", `${name}.schema.json`), "utf8")));
    const path = join(folder, file);
    for (const value of isLines ? readLines(path) : [readValue(path)])
      expect(validate(value), `${file}: ${JSON.stringify(validate.errors?.[0])}`).toBe(true);
  }
  expect(existsSync(join(folder, "report.html"))).toBe(true);
}
