import { existsSync } from "node:fs";
import Module from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { parseValue } from "../../adapters/files/parse-value.ts";
import { fileError } from "../../adapters/files/read-text.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { InputError } from "../../domain/errors.ts";
import { Study } from "../../domain/study.ts";
import type { Context } from "../context.ts";
import { withEnvironment } from "./environment-references.ts";

const MODULE = /\.[mc]?[jt]s$/;

/** A study's name: its file's, without what tells YAML from TypeScript. */
export function studyName(path: string): string {
  return basename(path).replace(/\.(?:ya?ml|[mc]?[jt]s)$/, "");
}

/** Whether reading the study runs it, as a module is run. */
export function isModule(path: string): boolean {
  return MODULE.test(path);
}

/** Lets a study import "assize" where it is not installed beside it, as with npx. */
function offerOurselves(): () => void {
  // Node 22.13 has no such hooks yet; there the package has to be installed.
  if (typeof Module.registerHooks !== "function") return () => {};
  const own = new URL(import.meta.url.endsWith(".ts") ? "../../index.ts" : "../../index.js", import.meta.url)
    .href;
  const hooks = Module.registerHooks({
    resolve: (specifier, context, next) =>
      specifier === "assize" ? { url: own, shortCircuit: true } : next(specifier, context),
  });
  return () => hooks.deregister();
}

function whyNot(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION")
    return `Node ${process.version} reads no TypeScript; use Node 22.18 or newer, or write the study as YAML or .mjs`;
  return error instanceof Error ? error.message : String(error);
}

async function importStudy(path: string): Promise<Study> {
  if (!existsSync(path)) throw fileError(path, Object.assign(new Error(), { code: "ENOENT" }));
  const withdraw = offerOurselves();
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new InputError("not-a-module", `${path}: ${whyNot(error)}`, { cause: error });
  } finally {
    withdraw();
  }
  const study = typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : null;
  if (study === null)
    throw new InputError("no-default", `${path}: exports no study; write export default defineConfig({ … })`);
  return parseValue(Study, study, path);
}

/**
 * Reads a study: YAML, in which `${NAME}` stands for an environment variable, or a TypeScript or JavaScript
 * module whose default export is one. Throws an `InputError` that names file, line and field.
 */
export function readStudy(context: Context, path: string): Promise<Study> {
  if (isModule(path)) return importStudy(path);
  return readYaml(path, Study, (value, place) => {
    const filled = (numbers: boolean): unknown => withEnvironment(value, context.environment, place, numbers);
    // A name may be made of digits, so numbers are read where words will not do.
    const words = filled(false);
    return Study.safeParse(words).success ? words : filled(true);
  });
}
