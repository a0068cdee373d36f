import { InputError } from "../../domain/errors.ts";

/** The error of a file that cannot be used. Its message is the reason alone: whoever knows the file names it. */
export function unreadable(reason: string, options?: ErrorOptions): InputError {
  return new InputError("unreadable", reason, options);
}
