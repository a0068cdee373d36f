import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { isPostgresUrl } from "../adapters/ledger/is-postgres-url.ts";
import { LIMITS } from "../domain/limits.ts";
import type { EmbedderSpec, ModelSpec } from "../domain/study.ts";
import type { Context } from "./context.ts";
import { usageError } from "./usage-error.ts";

/** Calls in flight at most where nobody says. */
export const DEFAULT_CONCURRENCY = 64;

/** A whole number from `least` to `most`, as the command line gives it. */
export const wholeNumber = (least: number, most: number = Number.MAX_SAFE_INTEGER) =>
  z
    .string()
    .regex(/^\d+$/, "a whole number is needed")
    .transform(Number)
    .refine((value) => value >= least, { message: `at least ${least}` })
    .refine((value) => value <= most, { message: `at most ${most}` });

/** An amount of money above nothing, as the command line gives it. */
export const money = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$|^\.\d+$/, "an amount such as 5 or 0.50 is needed")
    .transform(Number)
    .refine((value) => value > 0, { message: "more than 0" });

/** What every command that asks a model takes. */
export const ModelOptions = z.object({
  model: z.string().default("lexical"),
  baseUrl: z.url({ message: "an address such as http://localhost:11434/v1 is needed" }).optional(),
  apiKeyEnv: z.string().optional(),
  temperature: z.string().transform(Number).pipe(z.number().min(0).max(2)).optional(),
  concurrency: wholeNumber(1, LIMITS.concurrency).optional(),
  ledger: z.string().optional(),
  quiet: z.boolean().default(false),
});
export type ModelOptions = z.infer<typeof ModelOptions>;

/** What every command that embeds texts takes. */
export const EmbedderOptions = ModelOptions.pick({ baseUrl: true }).extend({
  embedder: z.string().default("lsa"),
});
export type EmbedderOptions = z.infer<typeof EmbedderOptions>;

/** Options whose flags begin with "no-", which commander leaves out of their names. */
const NEGATED = new Set(["worseThan"]);

/** The words by which a flag is known, such as `--base-url` for `baseUrl`. */
function flagOf(name: string): string {
  return `--${NEGATED.has(name) ? "no-" : ""}${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Parses a command's raw options. What is wrong is wrong usage: the flag is named, and the exit code is 2. */
export function parseOptions<T>(schema: z.ZodType<T>, options: unknown): T {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const flag = issue?.path[0] === undefined ? "options" : flagOf(String(issue.path[0]));
  const isAbsent = issue?.code === "invalid_type" && issue.message.includes("undefined");
  throw usageError(isAbsent ? `${flag} is needed` : `${flag}: ${issue?.message ?? "is not valid"}`);
}

/** The model that the flags describe; its name in the rows is its model's name. */
export function modelSpec(options: ModelOptions): ModelSpec {
  return {
    id: options.model,
    model: options.model,
    ...(options.baseUrl === undefined ? {} : { baseURL: options.baseUrl }),
    ...(options.apiKeyEnv === undefined ? {} : { apiKeyEnv: options.apiKeyEnv }),
    ...(options.temperature === undefined ? {} : { temperature: options.temperature }),
  };
}

/** The embedder that the flags name: the embedded one, or one behind the server that the model is asked at. */
export function embedderSpec({ embedder, baseUrl }: EmbedderOptions): EmbedderSpec {
  return embedder === "lsa" || baseUrl === undefined ? embedder : { model: embedder, baseURL: baseUrl };
}

/** Where replies are kept: as told, else as ASSIZE_LEDGER says, else in a file below `folder`. */
export function ledgerFrom(context: Context, told: string | undefined, folder: string): string {
  const place = told ?? context.environment.ASSIZE_LEDGER;
  if (place === undefined || place === "") return pathFrom(context, join(folder, ".assize", "ledger.sqlite"));
  return isPostgresUrl(place) ? place : pathFrom(context, place);
}

/** A path as the person who typed it means it. */
export function pathFrom(context: Context, path: string): string {
  return isAbsolute(path) ? path : resolve(context.cwd, path);
}
