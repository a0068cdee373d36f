import type { OptionUsage } from "./usage.ts";

export const BASE_URL_OPTION: OptionUsage = [
  "--base-url <url>",
  "an OpenAI-compatible server: Ollama, vLLM, llama.cpp, LM Studio",
];

export const API_KEY_OPTION: OptionUsage = [
  "--api-key-env <name>",
  "the environment variable that holds the key",
];

export const LEDGER_OPTION: OptionUsage = [
  "--ledger <place>",
  "where replies are kept: a file or postgres://… (default: ASSIZE_LEDGER, else .assize/ledger.sqlite)",
];

export const CONCURRENCY_OPTION: OptionUsage = ["--concurrency <n>", "calls in flight at most (default 64)"];

/** How a model is reached, whoever it is. */
export const REACHING_OPTIONS: readonly OptionUsage[] = [
  BASE_URL_OPTION,
  API_KEY_OPTION,
  ["--temperature <number>", "sampling temperature of the model"],
  CONCURRENCY_OPTION,
  LEDGER_OPTION,
];

export const MODEL_OPTIONS: readonly OptionUsage[] = [
  [
    "--model <name>",
    'who answers: "lexical" or provider:name, such as openai:gpt-5-mini (default "lexical")',
  ],
  ...REACHING_OPTIONS,
];

export const EMBEDDER_OPTION: OptionUsage = [
  "--embedder <name>",
  'who embeds: "lsa", openai:name, ollama:name or transformers:folder (default "lsa")',
];

export const ANY_LANGUAGE_OPTION: OptionUsage = [
  "--any-language",
  "use documents that are taken for another language than English, too",
];

export const OUTSIDE_OPTION: OptionUsage = [
  "--allow-outside",
  "let the study name files outside its folder and project",
];

export const PRICES_OPTION: OptionUsage = [
  "--prices <file>",
  "a price list of your own, asked before the one that comes along",
];

export const QUEUE_OPTION: OptionUsage = [
  "--queue <url>",
  "the queue's PostgreSQL, such as postgres://user@host/database (default ASSIZE_QUEUE)",
];

export const HEARTBEAT_OPTION: OptionUsage = [
  "--heartbeat <seconds>",
  "a worker silent for so long is taken for dead (default 20, at least 10)",
];

export const MIN_OPTION: OptionUsage = [
  "--min <dim=value...>",
  "gate: the lower 95 % bound of the mean over items must reach value",
];

export const JUNIT_OPTION: OptionUsage = ["--junit <file>", "the gates as JUnit XML, a test case for each"];

export const JSON_OPTION: OptionUsage = ["--json", "for machines"];

export const PRINTED_OPTION: OptionUsage = ["-o, --output <file>", "where it goes (default: printed)"];
