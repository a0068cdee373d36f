import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder for one test, gone after it. Returns a way to put a file into it. */
export function testFolder(): {
  readonly path: string;
  readonly put: (name: string, text: string | Uint8Array) => string;
} {
  const path = mkdtempSync(join(tmpdir(), "assize-test-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    put: (name, text) => {
      const file = join(path, name);
      writeFileSync(file, text);
      return file;
    },
  };
}
