import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { InputError } from "../domain/errors.ts";

/** Where a path leads in truth: links are followed as far as it exists. */
function real(path: string): string {
  if (existsSync(path) || dirname(path) === path) return realpathSync(path);
  return join(real(dirname(path)), basename(path));
}

/**
 * A path from `base`, made whole. Throws an `InputError` where it leads out of `root`, be it through a link.
 *
 * @example withinFolder(root, configs, "../items.jsonl") // the path of items.jsonl in root
 */
export function withinFolder(root: string, base: string, path: string): string {
  const whole = resolve(base, path);
  const way = relative(real(root), real(whole));
  if (way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way))
    throw new InputError(
      "outside",
      `"${path}" leads out of ${root}, the folder that the server was started in; copy the file there`,
    );
  return whole;
}

const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Refuses a value in which any text, read as a path from `base`, leads out of `root`. What is no path leads
 * nowhere else, so that a field of tomorrow is looked at as well; addresses are not, they read no file.
 */
export function checkWithinFolder(root: string, base: string, value: unknown): void {
  if (typeof value === "string") {
    if (!ADDRESS.test(value)) withinFolder(root, base, value);
  } else if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) checkWithinFolder(root, base, child);
  }
}
