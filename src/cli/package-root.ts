import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file that ships with the package. The same from `src/cli` and from `dist/cli`. */
export function packagePath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The version that the package states of itself. Read without zod, because help and version must be quick. */
export function packageVersion(): string {
  const stated: unknown = JSON.parse(readFileSync(packagePath("package.json"), "utf8"));
  if (typeof stated === "object" && stated !== null && "version" in stated) return String(stated.version);
  throw new Error("package.json states no version");
}
