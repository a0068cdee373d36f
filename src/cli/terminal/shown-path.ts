import { relative } from "node:path";
import type { Context } from "../context.ts";

/** A path as a person would type it: from where they are, where that is shorter than the whole of it. */
export function shownPath(context: Context, path: string): string {
  const near = relative(context.cwd, path) || ".";
  return near.startsWith("..") ? path : near;
}
