import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Where an absolute path leads in truth: links are followed as far as it exists. */
export function realPath(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  return dirname(path) === path ? path : join(realPath(dirname(path)), basename(path));
}
