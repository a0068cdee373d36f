import { writeText } from "../../adapters/files/write-files.ts";
import type { Context } from "../context.ts";
import { pathFrom } from "../options.ts";

/** Writes a text to the file that was named, or prints it where none was. */
export async function printOrWrite(
  context: Context,
  output: string | undefined,
  text: string,
): Promise<void> {
  if (output === undefined) context.print(text.replace(/\r?\n$/, ""), "data");
  else {
    await writeText(pathFrom(context, output), text);
    context.remark(`wrote ${output}`);
  }
}
