import type { Context, ExitCode } from "../context.ts";

/** An option's flags, and what it means. */
export type OptionUsage = readonly [flags: string, meaning: string];

/** What every command module exports: its work, given its arguments and raw options. */
type CommandModule = {
  readonly run: (context: Context, args: readonly string[], options: unknown) => Promise<ExitCode>;
};

/** A command as its help shows it; its code is loaded when it is called. */
export type Usage = {
  /** Its name and arguments, such as "ground <corpus>". */
  readonly usage: string;
  readonly description: string;
  readonly options: readonly OptionUsage[];
  readonly load: () => Promise<CommandModule>;
};

/** Commands under one name, such as `personas show` and `personas check`. */
export type UsageGroup = {
  readonly name: string;
  readonly description: string;
  readonly commands: readonly Usage[];
};
