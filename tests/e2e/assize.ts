import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export type Finished = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Runs the built command as a person would, in `cwd`; keys and addresses of the environment stay out. */
export function assize(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Interrupts the command, as Ctrl-C does, when it settles. */
    readonly interrupt?: Promise<void>;
  },
): Promise<Finished> {
  const env = { PATH: process.env.PATH ?? "", HOME: options.cwd, CI: "true", ...options.env };
  return new Promise((done) => {
    const child = execFile(
      process.execPath,
      [resolve("bin/assize.cjs"), ...args],
      { cwd: options.cwd, env, maxBuffer: 256 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        done({ code, stdout, stderr });
      },
    );
    options.interrupt?.then(() => child.kill("SIGINT"));
  });
}

/** A folder for a file of tests; call `remove` when they are done. */
export function workFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "assize-e2e-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function readLines(file: string): unknown[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

export function readValue(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** The bytes that must not depend on timing, interruption or the clock. */
export function identicalFiles(folder: string): Readonly<Record<string, string>> {
  const names = ["ratings.jsonl", "verdicts.jsonl", "debates.jsonl", "result.json"];
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
