import { basename } from "node:path";
import { z } from "zod";
import { readRunFolder } from "../../adapters/files/run-folder.ts";
import { writeText } from "../../adapters/files/write-files.ts";
import { compareRuns } from "../../analysis/compare-runs.ts";
import { InputError } from "../../domain/errors.ts";
import type { Estimate } from "../../domain/estimate.ts";
import { groupsOfRows } from "../../domain/source-groups.ts";
import { conditionLabels } from "../../report/condition-label.ts";
import { differencesTable, systemsTable } from "../../report/differences-table.ts";
import { type Gate, junitXml } from "../../report/junit-xml.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { parseOptions, pathFrom } from "../options.ts";
import { usageError } from "../usage-error.ts";

const Options = z.object({
  // Commander takes a flag that begins with "no-" for a negation: it stores the margin under what is
  // negated, and true where no flag was given.
  worseThan: z.union([
    z.literal(true).transform(() => undefined),
    z.string().transform(Number).pipe(z.number("a number of at least 0 is needed").nonnegative()),
  ]),
  junit: z.string().optional(),
  json: z.boolean().default(false),
});

function holds(difference: Estimate, margin: number): boolean {
  return difference.value !== null && difference.low !== undefined && difference.low >= -margin;
}

/** Two runs of the same items, paired; or the systems inside one. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const [firstPath = "", secondPath] = args;
  const first = await readRunFolder(pathFrom(context, firstPath));
  if (secondPath === undefined) {
    if (options.worseThan !== undefined) throw usageError("--no-worse-than needs two run folders");
    const { systems = [], systemComparisons = [] } = first.result;
    if (systems.length === 0)
      throw new InputError("no-systems", `${firstPath}: its items name no systems to compare`);
    context.print(
      options.json
        ? JSON.stringify({ systems, systemComparisons }, null, 2)
        : systemsTable(systems, systemComparisons),
    );
    return EXIT.done;
  }
  const second = await readRunFolder(pathFrom(context, secondPath));
  const groupOf = groupsOfRows([...first.ratings, ...second.ratings]);
  const differences = compareRuns(first.verdicts, second.verdicts, groupOf);
  if (differences.length === 0)
    throw new InputError(
      "not-comparable",
      `${firstPath} and ${secondPath}: have no condition and dimension in common; compare runs of the same arms, protocols, models and rubric`,
    );
  context.print(
    options.json
      ? JSON.stringify(differences, null, 2)
      : differencesTable(differences, basename(firstPath), basename(secondPath)),
  );
  const margin = options.worseThan;
  if (margin === undefined) return EXIT.done;
  const label = conditionLabels(differences.map(({ condition }) => condition));
  const isOne = new Set(differences.map(({ condition }) => JSON.stringify(condition))).size === 1;
  const gates = differences.map(
    ({ condition, dimension, difference }): Gate => ({
      name: isOne ? dimension : `${dimension} (${label(condition)})`,
      demand: `worse by at most ${margin}`,
      estimate: difference,
      isMet: holds(difference, margin),
    }),
  );
  if (options.junit !== undefined)
    await writeText(pathFrom(context, options.junit), junitXml(gates, `${firstPath} and ${secondPath}`));
  for (const { name, estimate } of gates.filter(({ isMet }) => !isMet))
    context.remark(
      estimate.value === null
        ? `gate ${name}: not met, ${estimate.reason}`
        : `gate ${name}: not met, the interval reaches below -${margin}`,
    );
  const isMet = gates.every((gate) => gate.isMet);
  if (isMet) context.remark(`gate: no dimension is worse by more than ${margin}`);
  return isMet ? EXIT.done : EXIT.gate;
}
