import { Command } from "commander";
import type { Context, ExitCode } from "./context.ts";
import { EXIT } from "./context.ts";
import { packageVersion } from "./package-root.ts";
import { COMMANDS } from "./usage/commands.ts";
import type { Usage } from "./usage/usage.ts";

/** Looked for by `main`, before a command is known. */
export const ENV_FILE_FLAG = "--env-file";

function rootCommand(context: Context): Command {
  return new Command("assize")
    .description(
      "Seats a panel of personas from documents, lets it debate and rate summaries and dialogues, " +
        "and measures whether the persona or the model's own randomness made the rating.",
    )
    .version(packageVersion())
    .option("--quiet", "no progress")
    .option(
      `${ENV_FILE_FLAG} <file>`,
      "environment variables, read before .env.local and .env; may stand several times",
    )
    .showHelpAfterError("(assize --help shows the commands)")
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: (text) => context.remark(text.trimEnd()),
    })
    .exitOverride();
}

/**
 * The command line. Each command's code is loaded when it is called, so that help is quick.
 * Wrong usage throws commander's own error; everything else is the command's.
 */
export function program(context: Context): { readonly run: (args: readonly string[]) => Promise<ExitCode> } {
  let exitCode: ExitCode = EXIT.done;
  const root = rootCommand(context);

  const add = (parent: Command, { usage, description, options, load }: Usage): void => {
    const command = parent.command(usage).description(description);
    for (const [flags, meaning] of options) command.option(flags, meaning);
    command.action(async () => {
      const { run } = await load();
      exitCode = await run(context, command.args, { ...root.opts(), ...command.opts() });
    });
  };
  for (const entry of COMMANDS) {
    if ("usage" in entry) add(root, entry);
    else {
      const group = root.command(entry.name).description(entry.description).exitOverride();
      for (const command of entry.commands) add(group, command);
    }
  }

  return {
    run: async (args) => {
      if (args.length === 0) {
        context.print(root.helpInformation().trimEnd());
        return EXIT.usage;
      }
      await root.parseAsync([...args], { from: "user" });
      return exitCode;
    },
  };
}
