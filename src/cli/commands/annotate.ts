import { once } from "node:events";
import { existsSync } from "node:fs";
import { z } from "zod";
import { readItems } from "../../adapters/files/read-items.ts";
import { readYaml } from "../../adapters/files/read-yaml.ts";
import { openDesk } from "../../annotate/desk.ts";
import { openRatingFile } from "../../annotate/rating-file.ts";
import { serveDesk } from "../../annotate/serve.ts";
import { InputError } from "../../domain/errors.ts";
import { HUMAN_ARM } from "../../domain/rating.ts";
import { Rubric } from "../../domain/rubric.ts";
import { formatCount } from "../../report/format-number.ts";
import { resolveRubric } from "../../study/resolve-rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { packagePath } from "../package-root.ts";
import { rubricText } from "../study/rubric-text.ts";
import { usageError } from "../usage-error.ts";

const share = z.string().transform(Number).pipe(z.number("a share from 0 to 1 is needed").min(0).max(1));

const Options = z.object({
  output: z.string(),
  rubric: z.string().optional(),
  annotator: z.string().optional(),
  repeats: share.default(0.2),
  reworded: share.default(0.2),
  delay: wholeNumber(0).default(5),
  limit: wholeNumber(1).optional(),
  seed: wholeNumber(0).default(1),
  port: wholeNumber(0, 65_535).default(7423),
});

/** Wordings of the question that keep its meaning; the panel is asked in the first where nobody says. */
const FRAMINGS = ["plain", "request", "question"] as const;

/** A local form on which people rate the items as the panel does, without seeing what it said. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const { repeats, reworded, delay, seed, port } = options;
  if (repeats + reworded > 1) throw usageError("--repeats and --reworded together are at most 1");
  const folder = packagePath("dist/annotate/page");
  if (!existsSync(folder))
    throw new InputError("not-built", "the form is not built; run npm run build in the checkout");
  const items = await readItems(pathFrom(context, args[0] ?? ""), options.limit);
  const given =
    options.rubric === undefined
      ? null
      : { rubric: await readYaml(pathFrom(context, options.rubric), Rubric), file: options.rubric };
  const resolved = resolveRubric(given, items, []);
  if (resolved === null)
    throw new InputError(
      "no-rubric",
      "nothing says what to rate: give --rubric FILE, or items with human ratings",
    );
  context.remark(rubricText(resolved));

  const file = await openRatingFile(pathFrom(context, options.output));
  try {
    if (file.mended > 0)
      context.remark(`${options.output}: a last line cut short was taken away (${file.mended} bytes)`);
    const desk = openDesk({
      items,
      rubric: resolved.rubric,
      plan: { repeats, reworded, delay, framings: FRAMINGS },
      seed,
      file,
    });
    const server = await serveDesk(desk, port, folder);
    const query =
      options.annotator === undefined ? "" : `?${new URLSearchParams({ annotator: options.annotator })}`;
    context.print(`${server.origin}/${query}`);
    context.remark("open this address in a browser; every click is saved; Ctrl-C ends");
    if (!context.signal.aborted) await once(context.signal, "abort");
    await server.close();
  } finally {
    await file.close();
  }
  const rows = [...file.rows()].filter((row) => row.arm === HUMAN_ARM);
  const people = formatCount(new Set(rows.map(({ rater }) => rater)).size, "person", "people");
  context.remark(`${formatCount(rows.length, "rating")} by ${people} in ${options.output}`);
  context.remark(`next: assize analyze ${options.output} -o out; the same command again goes on`);
  return EXIT.done;
}
