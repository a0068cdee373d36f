import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommanderError } from "commander";
import { InputError, ProviderError } from "../domain/errors.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { ENV_FILE_FLAG, program } from "./program.ts";
import { withoutPasswords } from "./queue/without-passwords.ts";
import { harmless } from "./terminal/harmless.ts";
import { USAGE_CODE, usageError } from "./usage-error.ts";

/** The files that `--env-file` names, wherever it stands: commands must find what is in them. */
function namedFiles(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, at) => {
    if (arg === ENV_FILE_FLAG) return args[at + 1] ?? [];
    return arg.startsWith(`${ENV_FILE_FLAG}=`) ? arg.slice(ENV_FILE_FLAG.length + 1) : [];
  });
}

/** Named files, then `.env.local` and `.env`; the first that sets a variable wins, and the environment itself over all. */
function loadEnvironmentFiles(cwd: string, args: readonly string[]): void {
  for (const file of namedFiles(args)) {
    if (!existsSync(resolve(cwd, file))) throw usageError(`${ENV_FILE_FLAG} ${file}: there is no such file`);
    process.loadEnvFile(resolve(cwd, file));
  }
  for (const name of [".env.local", ".env"]) {
    const file = join(cwd, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
}

function explain(error: unknown): string {
  if (error instanceof InputError || error instanceof ProviderError) return error.message;
  // A bug keeps its stack: it is for whoever mends it.
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function run(args: readonly string[], context: Context): Promise<ExitCode> {
  try {
    loadEnvironmentFiles(context.cwd, args);
    return await program(context).run(args);
  } catch (error) {
    if (context.signal.aborted) {
      context.remark(
        `interrupted; what was answered is kept. To go on, run again: assize ${withoutPasswords(args.join(" "))}`,
      );
      return EXIT.interrupted;
    }
    if (error instanceof CommanderError) {
      // Commander has told its own errors already.
      if (error.code === USAGE_CODE) context.remark(`assize: ${error.message}`);
      return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    context.remark(`assize: ${withoutPasswords(explain(error))}`);
    return EXIT.failure;
  }
}

/** The command: reads the world, runs one command, sets the exit code. */
export async function main(args: readonly string[]): Promise<void> {
  const interrupt = new AbortController();
  const onSignal = (): void => {
    // A second signal means it: nothing more is waited for.
    if (interrupt.signal.aborted) process.exit(EXIT.interrupted);
    interrupt.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.done);
  });
  process.exitCode = await run(args, {
    cwd: process.cwd(),
    environment: process.env,
    signal: interrupt.signal,
    print: (text, as) =>
      process.stdout.write(`${as === "data" && !process.stdout.isTTY ? text : harmless(text)}\n`),
    remark: (text) => process.stderr.write(`${harmless(text)}\n`),
    isInteractive: process.stderr.isTTY === true && process.env.CI === undefined,
  });
  process.off("SIGINT", onSignal);
  process.off("SIGTERM", onSignal);
}
