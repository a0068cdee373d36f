import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { benchItems, CRITERION } from "./material.ts";
import { ROWS_AT_ONCE, type Tool } from "./tools.ts";

export type CommandLine = {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
};

/** Where the packages were installed, and the project's own folder. */
export type Places = { readonly peers: string; readonly project: string };

const says = (text: string) => [{ text, from: "model", evidence: [] }];

/** A set of one persona, as `assize score` reads it. */
const ONE_PERSONA = {
  version: 1,
  id: "one",
  origin: "file",
  model: "none",
  seed: 1,
  promptsDigest: "none",
  dropped: { notFound: 0, malformed: 0, duplicate: 0 },
  personas: [
    {
      id: "nurse",
      name: "Nurse",
      stakeholder: "reader",
      dimensions: [{ id: "coherence", name: "Coherence", definition: CRITERION }],
      fields: {
        demographics: says("Has worked in the clinic for years."),
        evaluativeDimension: says("Looks for order and links."),
        specialty: says("Reads reports every day."),
        traits: says("Careful and brief."),
        relationships: says("Explains what was read to others."),
      },
    },
  ],
};

const RUBRIC = {
  dimensions: [
    { id: "coherence", definition: CRITERION, scale: { min: 1, max: 5, step: 1, level: "ordinal" } },
  ],
};

function promptfoo(tool: Tool, places: Places, folder: string, address: string, rows: number): CommandLine {
  const provider = {
    id: "openai:chat:bench",
    config: { apiBaseUrl: `${address}/rubric/v1`, apiKey: "none" },
  };
  const config = {
    prompts: ["{{output}}"],
    providers: ["echo"],
    sharing: false,
    defaultTest: { options: { provider } },
    tests: benchItems(rows).map(({ source, output }) => ({
      vars: { source, output },
      assert: [{ type: "llm-rubric", value: `${CRITERION}\n\nSource:\n{{source}}` }],
    })),
  };
  writeFileSync(join(folder, "promptfoo.json"), JSON.stringify(config));
  const flags = ["--no-cache", "--no-progress-bar", "--no-table", "--no-share"];
  return {
    args: [
      join(places.peers, "node_modules/promptfoo/dist/src/entrypoint.js"),
      "eval",
      ...["-c", join(folder, "promptfoo.json"), "-j", String(ROWS_AT_ONCE), ...flags],
      ...(tool.way === "" ? [] : [tool.way]),
    ],
    environment: {
      NODE_PATH: join(places.peers, "native/node_modules"),
      PROMPTFOO_CONFIG_DIR: join(folder, "promptfoo"),
      PROMPTFOO_DISABLE_DEBUG_LOG: "1",
      PROMPTFOO_DISABLE_ERROR_LOG: "1",
      PROMPTFOO_DISABLE_TELEMETRY: "1",
      PROMPTFOO_DISABLE_UPDATE: "1",
      PROMPTFOO_DISABLE_REMOTE_GENERATION: "1",
      PROMPTFOO_DISABLE_SHARING: "1",
    },
  };
}

function score(places: Places, folder: string, address: string, rows: number): CommandLine {
  const file = (name: string): string => join(folder, name);
  const items = benchItems(rows).map((item) => JSON.stringify({ ...item, kind: "summary" }));
  writeFileSync(file("items.jsonl"), `${items.join("\n")}\n`);
  writeFileSync(file("one.json"), JSON.stringify(ONE_PERSONA));
  writeFileSync(file("rubric.yaml"), JSON.stringify(RUBRIC));
  return {
    args: [
      join(places.project, "bin/assize.cjs"),
      ...["score", file("items.jsonl"), "--personas", file("one.json"), "--rubric", file("rubric.yaml")],
      ...["--protocol", "independent", "--panel", "1", "--replicates", "1"],
      ...["--model", "openai:bench", "--base-url", `${address}/assize/v1`],
      ...["--concurrency", String(ROWS_AT_ONCE), "--ledger", file("ledger.sqlite"), "-o", file("run")],
    ],
    environment: {},
  };
}

/** Writes what a command reads into its folder, and says how it is called: one model call for each row. */
export function commandLine(
  tool: Tool,
  places: Places,
  folder: string,
  address: string,
  rows: number,
): CommandLine {
  return tool.driver === "score"
    ? score(places, folder, address, rows)
    : promptfoo(tool, places, folder, address, rows);
}
