import { accessSync, constants, existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { z } from "zod";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { packagePath, packageVersion } from "../package-root.ts";

const Options = z.object({ baseUrl: z.url().optional(), json: z.boolean().default(false) });

type Finding = { readonly what: string; readonly state: "ok" | "missing" | "wrong"; readonly says: string };

const KEYS = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"] as const;
const PROVIDERS = [
  ["@langchain/openai", "openai:… and every OpenAI-compatible server"],
  ["@langchain/anthropic", "anthropic:…"],
  ["@langchain/google-genai", "google-genai:…"],
  ["@langchain/ollama", "ollama:… (an OpenAI-compatible --base-url works without it)"],
] as const;
const REACH_MS = 3000;

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

function ledgerFinding(context: Context): Finding {
  const path = pathFrom(context, ".assize/ledger.sqlite");
  const what = "ledger";
  try {
    accessSync(nearestFolder(path), constants.W_OK);
    return {
      what,
      state: "ok",
      says: existsSync(path) ? `${path} is there` : `${path} will be made at the first run`,
    };
  } catch {
    return { what, state: "wrong", says: `${path} cannot be written; name another place with --ledger` };
  }
}

async function serverFinding(baseUrl: string): Promise<Finding> {
  const what = "server";
  const models = `${baseUrl.replace(/\/$/, "")}/models`;
  try {
    const response = await fetch(models, { signal: AbortSignal.timeout(REACH_MS) });
    if (response.ok) return { what, state: "ok", says: `${baseUrl} answers` };
    return {
      what,
      state: "wrong",
      says: `${models} answered ${response.status}; is the address right, ending in /v1?`,
    };
  } catch {
    return {
      what,
      state: "wrong",
      says: `${baseUrl} does not answer within ${REACH_MS / 1000} s; is the server running?`,
    };
  }
}

async function findings(context: Context, baseUrl: string | undefined): Promise<readonly Finding[]> {
  const { environment } = context;
  const page = packagePath("dist/report/page.html");
  return [
    { what: "assize", state: "ok", says: `${packageVersion()} on Node ${process.version}` },
    { what: "model lexical", state: "ok", says: "built in; a baseline, not a language model" },
    ledgerFinding(context),
    existsSync(page)
      ? { what: "report page", state: "ok", says: "built" }
      : { what: "report page", state: "missing", says: "not built; run npm run build in the checkout" },
    ...KEYS.map((name): Finding => {
      const isSet = (environment[name] ?? "") !== "";
      return {
        what: name,
        state: isSet ? "ok" : "missing",
        says: isSet ? "set" : "not set; needed only for that provider",
      };
    }),
    ...PROVIDERS.map(([name, serves]): Finding => {
      const state = isInstalled(name) ? "ok" : "missing";
      return { what: name, state, says: state === "ok" ? serves : `for ${serves}: npm install ${name}` };
    }),
    ...(environment.LANGSMITH_TRACING === "true" || environment.LANGCHAIN_TRACING_V2 === "true"
      ? [
          {
            what: "LangSmith tracing",
            state: "ok",
            says: "asked for by the environment; assize keeps it off",
          } as const,
        ]
      : []),
    ...(baseUrl === undefined ? [] : [await serverFinding(baseUrl)]),
  ];
}

/** What is configured, reachable and missing. Exit code 1 where something is wrong, not where an option is missing. */
export async function run(context: Context, _args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const found = await findings(context, options.baseUrl);
  if (options.json) context.print(JSON.stringify(found, null, 2));
  else for (const { what, state, says } of found) context.print(`${state.padEnd(8)}${what}: ${says}`);
  return found.some(({ state }) => state === "wrong") ? EXIT.failure : EXIT.done;
}
