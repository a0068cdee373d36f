import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";
import { CATALOGUE } from "../../adapters/datasets/catalogue.ts";
import { pullDataset } from "../../adapters/datasets/pull-dataset.ts";
import { readText } from "../../adapters/files/read-text.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { writeText } from "../../adapters/files/write-files.ts";
import { Study } from "../../domain/study.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { packagePath } from "../package-root.ts";
import { shownPath } from "../terminal/shown-path.ts";
import { usageError } from "../usage-error.ts";

const Options = z.object({
  into: z.string().default("."),
  mirror: z.url({ message: "an address such as https://mirror.example/assize is needed" }).optional(),
});

/**
 * The ready study of a data set, put beside the data with the files that it names, so that the folder stands
 * for itself. What is there already is kept: somebody may have changed it.
 */
async function putStudy(name: string, folder: string): Promise<string> {
  const place = join(folder, "study.yaml");
  if (existsSync(place)) return place;
  const shipped = packagePath(join("configs", "data", `${name}.yaml`));
  const { rubric, arms } = await readYaml(shipped, Study);
  const sets = arms.flatMap((arm) => ("sets" in arm && Array.isArray(arm.sets) ? arm.sets : []));
  let text = (await readText(shipped))
    .replaceAll(`../../data/${name}/`, "")
    .replaceAll(`configs/data/${name}.yaml`, join("data", name, "study.yaml"));
  for (const path of ["../../schema/study.schema.json", ...(rubric === undefined ? [] : [rubric]), ...sets]) {
    const own = basename(path);
    await writeText(join(folder, own), await readText(resolve(dirname(shipped), path)));
    text = text.replaceAll(path, own);
  }
  await writeText(place, text);
  return place;
}

/** Public data in our form, with a study that sets grounded personas against invented ones on it. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const [name] = args;
  if (name === undefined) {
    for (const each of CATALOGUE)
      context.print(`${each.name.padEnd(16)}${each.title}\n${" ".repeat(16)}${each.licence}`);
    context.remark("next: assize data pull NAME");
    return EXIT.done;
  }
  const dataset = CATALOGUE.find((each) => each.name === name);
  if (dataset === undefined)
    throw usageError(
      `there is no data set "${name}"; there are ${CATALOGUE.map((each) => each.name).join(", ")}`,
    );
  const folder = join(pathFrom(context, options.into), "data", name);
  context.remark(dataset.title);
  context.remark(`licence: ${dataset.licence}`);
  context.remark(`cite: ${dataset.citation}`);
  if (dataset.warning !== undefined) context.remark(`warning: ${dataset.warning}`);
  const { items, fetched, isFirst } = await pullDataset(dataset, folder, {
    mirror: options.mirror,
    signal: context.signal,
  });
  const study = shownPath(context, await putStudy(name, folder));
  context.remark(
    fetched.length === 0 ? "nothing was fetched: the originals are there" : `fetched ${fetched.join(", ")}`,
  );
  context.remark(
    isFirst
      ? "checksums: pinned now, in source.lock.json; there was nothing to hold them to"
      : "checksums: as pinned in source.lock.json",
  );
  if (items.length !== dataset.published)
    context.remark(`${items.length} items, where ${dataset.published} were published`);
  context.print(shownPath(context, join(folder, "items.jsonl")));
  context.remark(`next: assize plan ${study}, then assize run ${study}`);
  return EXIT.done;
}
