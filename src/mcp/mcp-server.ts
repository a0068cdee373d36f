import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import { InputError, ProviderError } from "../domain/errors.ts";
import type { StudyDoors } from "./study-doors.ts";

const Study = z.string().describe("path of the study's YAML file, from the folder that the server runs in");
const Run = z.string().describe("the run's id, as `run` gave it: its folder");

type Reply = {
  readonly content: { readonly type: "text"; readonly text: string }[];
  readonly isError?: true;
};

/** What a tool found, or in words what was wrong; a bug is left to the SDK. */
async function told(work: () => Promise<unknown>): Promise<Reply> {
  try {
    const found = await work();
    const text = typeof found === "string" ? found : JSON.stringify(found, null, 2);
    return { content: [{ type: "text", text }] };
  } catch (error) {
    if (!(error instanceof InputError || error instanceof ProviderError)) throw error;
    return { content: [{ type: "text", text: error.message }], isError: true };
  }
}

/** An MCP server over studies: five tools, of which one starts work and four look. */
export function mcpServer(doors: StudyDoors, version: string): McpServer {
  const server = new McpServer(
    { name: "assize", version },
    {
      instructions:
        "Assize rates summaries and dialogues with panels of personas and measures whether the persona or the " +
        "model's own randomness made the rating. Usual order: validate, plan, run, status until done, results.",
    },
  );
  const looks = { readOnlyHint: true, openWorldHint: false } as const;
  server.registerTool(
    "validate",
    {
      description: "Whether a study would run: the file, its items, rubric and persona sets. Asks no model.",
      inputSchema: z.object({ study: Study }),
      annotations: looks,
    },
    ({ study }) => told(() => doors.validate(study)),
  );
  server.registerTool(
    "plan",
    {
      description: "What a study would take before it is run: calls, tokens, money and time. Asks no model.",
      inputSchema: z.object({ study: Study }),
      annotations: looks,
    },
    ({ study }) => told(() => doors.plan(study)),
  );
  server.registerTool(
    "run",
    {
      description:
        "Starts a study, or goes on with it, and returns at once with the run's id. Models other than the built-in " +
        "baseline are asked only where the server was started with --allow-spending.",
      inputSchema: z.object({
        study: Study,
        output: z.string().optional().describe("the run's folder (default runs/<study>)"),
      }),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    },
    ({ study, output }) => told(() => doors.run(study, output)),
  );
  server.registerTool(
    "status",
    {
      description: "Whether a run is waiting, running, done, failed or interrupted, and what it said last.",
      inputSchema: z.object({ run: Run }),
      annotations: looks,
    },
    ({ run }) => told(() => doors.status(run)),
  );
  server.registerTool(
    "results",
    {
      description:
        "What a finished run found: the headline as Markdown (summary), every estimate with its interval as JSON " +
        "(result), or the panel's outcome item by item as JSON lines (verdicts).",
      inputSchema: z.object({
        run: Run,
        part: z.enum(["summary", "result", "verdicts"]).default("summary"),
        offset: z.int().nonnegative().default(0).describe("of verdicts: how many to pass over"),
        limit: z.int().positive().max(1000).default(100).describe("of verdicts: how many at most"),
      }),
      annotations: looks,
    },
    ({ run, ...wanted }) => told(() => doors.results(run, wanted)),
  );
  return server;
}
