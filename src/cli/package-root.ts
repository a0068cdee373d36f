import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** A file that ships with the package. The same from `src/cli` and from `dist/cli`. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The version that the package states of itself. */
export function packageVersion(): string {
  const stated: unknown = JSON.parse(readFileSync(packagePath("package.json"), "utf8"));
  return z.object({ version: z.string() }).parse(stated).version;
}
