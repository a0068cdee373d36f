import { accessSync, constants, existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isPostgresUrl } from "../../adapters/ledger/is-postgres-url.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import type { Finding } from "../doctor/finding.ts";
import { isInstalled, PACKAGES } from "../doctor/packages.ts";
import { serverFinding } from "../doctor/server-finding.ts";
import { studyFindings } from "../doctor/study-findings.ts";
import { ledgerFrom, parseOptions, pathFrom } from "../options.ts";
import { packagePath, packageVersion } from "../package-root.ts";

const Options = z.object({ baseUrl: z.url().optional(), json: z.boolean().default(false) });

const KEYS = ["OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GOOGLE_API_KEY"] as const;
const TRACING = ["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"] as const;

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

function ledgerFinding(context: Context, folder: string): Finding {
  const path = ledgerFrom(context, undefined, folder);
  const what = "ledger";
  if (isPostgresUrl(path)) return { what, state: "ok", says: "the database that ASSIZE_LEDGER names" };
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

/** What there is whatever is run. */
function installation(): readonly Finding[] {
  const page = packagePath("dist/report/page.html");
  return [
    { what: "assize", state: "ok", says: `${packageVersion()} on Node ${process.version}` },
    existsSync(page)
      ? { what: "report page", state: "ok", says: "built" }
      : { what: "report page", state: "wrong", says: "not built; run npm run build in the checkout" },
  ];
}

function environmentFindings({ environment, cwd }: Context): readonly Finding[] {
  const files = [".env.local", ".env"].filter((name) => existsSync(join(cwd, name)));
  return [
    {
      what: ".env",
      state: files.length > 0 ? "ok" : "missing",
      says:
        files.length > 0 ? `${files.join(", ")} read` : "not here; it may hold keys, one NAME=value a line",
    },
    ...(TRACING.some((name) => environment[name] === "true")
      ? [
          {
            what: "LangSmith tracing",
            state: "ok",
            says: "asked for by the environment; assize keeps it off",
          } as const,
        ]
      : []),
  ];
}

/** Keys and packages that some study may want. */
function offered({ environment }: Context): readonly Finding[] {
  return [
    { what: "model lexical", state: "ok", says: "built in; a baseline, not a language model" },
    ...KEYS.map((name): Finding => {
      const isSet = (environment[name] ?? "") !== "";
      return {
        what: name,
        state: isSet ? "ok" : "missing",
        says: isSet ? "set" : "not set; needed only for that provider",
      };
    }),
    ...PACKAGES.map(([name, serves]): Finding => {
      const state = isInstalled(name) ? "ok" : "missing";
      return { what: name, state, says: state === "ok" ? serves : `for ${serves}: npm install ${name}` };
    }),
  ];
}

/**
 * What is configured, reachable and missing; of a study, whether everything that it needs is there. Exit
 * code 1 where something is wrong, not where an option is missing.
 */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const [study] = args;
  const folder = study === undefined ? context.cwd : dirname(pathFrom(context, study));
  const found = [
    ...installation(),
    ledgerFinding(context, folder),
    ...environmentFindings(context),
    ...(study === undefined ? offered(context) : await studyFindings(context, study)),
    ...(options.baseUrl === undefined ? [] : [await serverFinding(options.baseUrl)]),
  ];
  if (options.json) context.print(JSON.stringify(found, null, 2));
  else for (const { what, state, says } of found) context.print(`${state.padEnd(8)}${what}: ${says}`);
  const isWell = found.every(({ state }) => state !== "wrong");
  if (isWell) context.remark(study === undefined ? "next: assize init" : `next: assize plan ${study}`);
  return isWell ? EXIT.done : EXIT.failure;
}
