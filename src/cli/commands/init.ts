import { existsSync, readdirSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { readText } from "../../adapters/files/read-text.ts";
import { writeText } from "../../adapters/files/write-files.ts";
import { InputError } from "../../domain/errors.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { packagePath } from "../package-root.ts";

const Options = z.object({ force: z.boolean().default(false) });

/** What a study needs to run at once, taken from what ships with the package. */
const SHIPPED = [
  "corpora/plain-medicine",
  "corpora/support-desk",
  "personas/grounded",
  "configs/rubrics",
  "schema/study.schema.json",
] as const;

/** Writes a study that runs as it is, in a folder of its own. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const folder = pathFrom(context, args[0] ?? "assize-study");
  if (!options.force && existsSync(folder) && readdirSync(folder).length > 0)
    throw new InputError(
      "not-empty",
      `${folder}: is not empty; choose a new folder, or add --force to write into it`,
    );
  await mkdir(folder, { recursive: true });
  for (const path of SHIPPED) await cp(packagePath(path), join(folder, path), { recursive: true });
  await writeText(
    join(folder, "configs", "study.yaml"),
    await readText(packagePath("configs/quickstart.yaml")),
  );
  const shown = relative(context.cwd, folder) || ".";
  context.print(
    `wrote a study into ${shown}: documents and items in corpora/, panels in personas/, the study in configs/study.yaml`,
  );
  context.print(
    `next: assize run ${join(shown, "configs", "study.yaml")} -o ${join(shown, "runs", "first")}`,
  );
  return EXIT.done;
}
