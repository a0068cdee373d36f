import { OPENAI_URL } from "../../adapters/chat/endpoint.ts";
import { findProvider } from "../../adapters/chat/provider.ts";
import { InputError } from "../../domain/errors.ts";
import type { ModelSpec } from "../../domain/study.ts";
import type { Context } from "../context.ts";
import { type StudyInputs, studyInputs } from "../study/study-inputs.ts";
import { shownPath } from "../terminal/shown-path.ts";
import type { Finding } from "./finding.ts";
import { isInstalled, PACKAGES } from "./packages.ts";
import { serverFinding } from "./server-finding.ts";

type Named = Pick<ModelSpec, "model" | "baseURL" | "apiKeyEnv">;

/** What a finding says of an error that was to be expected; a bug is thrown on. */
function told(what: string, error: unknown): Finding {
  if (!(error instanceof InputError)) throw error;
  return { what, state: "wrong", says: error.message };
}

function keyFinding(context: Context, what: string, spec: Named): Finding {
  try {
    const { provider, keyVariable, apiKey } = findProvider(spec, context.environment);
    const needed = PACKAGES.find(([name]) => name.endsWith(`/${provider}`))?.[0];
    if (needed !== undefined && !isInstalled(needed))
      return { what, state: "wrong", says: `needs a package that is not there: npm install ${needed}` };
    if (apiKey !== undefined) return { what, state: "ok", says: `the key in ${keyVariable} is set` };
    if (keyVariable === null || spec.baseURL !== undefined)
      return { what, state: "ok", says: "is asked without a key" };
    return {
      what,
      state: "wrong",
      says: `its key is missing: set ${keyVariable}, or write ${keyVariable}=… into .env here`,
    };
  } catch (error) {
    return told(what, error);
  }
}

async function modelFindings(context: Context, kind: string, spec: Named): Promise<readonly Finding[]> {
  const { model, baseURL } = spec;
  if (model === "lexical" || model === "lsa")
    return [{ what: `${kind} ${model}`, state: "ok", says: "built in; nothing to set up" }];
  const key = keyFinding(context, `${kind} ${model}`, spec);
  const [provider = "", ...rest] = model.split(":");
  const name = rest.join(":");
  if (baseURL !== undefined) return [key, await serverFinding(baseURL, name === "" ? model : name)];
  return provider === "openai" ? [key, await serverFinding(OPENAI_URL)] : [key];
}

function validFinding(context: Context, { file, items }: StudyInputs): Finding {
  return { what: shownPath(context, file), state: "ok", says: `valid, ${items.length} items` };
}

/** Whether everything that a study needs is there: its files, its models' keys, packages and servers. */
export async function studyFindings(context: Context, path: string): Promise<readonly Finding[]> {
  let inputs: StudyInputs;
  try {
    inputs = await studyInputs(context, path, { allowOutside: false });
  } catch (error) {
    return [told(path, error)];
  }
  const { embedder } = inputs.study;
  const found: Finding[] = [validFinding(context, inputs)];
  for (const spec of inputs.specs) found.push(...(await modelFindings(context, "model", spec)));
  const named = typeof embedder === "string" ? { model: embedder } : embedder;
  if (named.model !== "lsa") found.push(...(await modelFindings(context, "embedder", named)));
  return found;
}
