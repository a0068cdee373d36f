import { CommanderError } from "commander";

/** Marks wrong usage that commander did not find itself. */
export const USAGE_CODE = "assize.usage";

/** Wrong usage: exit code 2. */
export function usageError(message: string): CommanderError {
  return new CommanderError(2, USAGE_CODE, message);
}
