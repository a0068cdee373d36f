import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommanderError } from "commander";
import { InputError, ProviderError } from "../domain/errors.ts";
import { type Context, EXIT, type ExitCode } from "./context.ts";
import { program } from "./program.ts";
import { USAGE_CODE } from "./usage-error.ts";

/** `.env`, then `.env.local`; what the environment already says is never overridden. */
function loadEnvironmentFiles(cwd: string): void {
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
    return await program(context).run(args);
  } catch (error) {
    if (context.signal.aborted) {
      context.remark(`interrupted; what was answered is kept. To go on, run again: assize ${args.join(" ")}`);
      return EXIT.interrupted;
    }
    if (error instanceof CommanderError) {
      // Commander has told its own errors already.
      if (error.code === USAGE_CODE) context.remark(`assize: ${error.message}`);
      return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    }
    context.remark(`assize: ${explain(error)}`);
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
  loadEnvironmentFiles(process.cwd());
  process.exitCode = await run(args, {
    cwd: process.cwd(),
    environment: process.env,
    signal: interrupt.signal,
    print: (text) => process.stdout.write(`${text}\n`),
    remark: (text) => process.stderr.write(`${text}\n`),
    isInteractive: process.stderr.isTTY === true && process.env.CI === undefined,
  });
  process.off("SIGINT", onSignal);
  process.off("SIGTERM", onSignal);
}
