import { join } from "node:path";
import { z } from "zod";
import { readRunFolder } from "../../adapters/files/run-folder.ts";
import { type ArmPower, armPower, assumedVariances, measuredVariances } from "../../analysis/arm-power.ts";
import { type LambdaPower, lambdaPower, type PlannedSizes } from "../../analysis/lambda-power.ts";
import { InputError } from "../../domain/errors.ts";
import { framingKind } from "../../domain/framing.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { StudyResult } from "../../domain/result.ts";
import type { Rubric } from "../../domain/rubric.ts";
import { checkFramings } from "../../prompts/check-framings.ts";
import type { StudyPrice } from "../../study/price-study.ts";
import type { Totals } from "../../study/rehearse-study.ts";
import { resolveRubric } from "../../study/resolve-rubric.ts";
import { type Context, EXIT, type ExitCode } from "../context.ts";
import { readPrices } from "../money/read-prices.ts";
import { DEFAULT_CONCURRENCY, parseOptions, pathFrom, wholeNumber } from "../options.ts";
import { foreseenSets } from "../sets/foreseen-sets.ts";
import type { SeatedSet } from "../sets/prepare-sets.ts";
import { type ForeseenStudy, foresee } from "../study/foresee.ts";
import { planText } from "../study/plan-text.ts";
import { pricesOf, type StudyInputs, studyInputs } from "../study/study-inputs.ts";
import { shownPath } from "../terminal/shown-path.ts";

const Options = z.object({
  output: z.string().optional(),
  json: z.boolean().default(false),
  concurrency: wholeNumber(1, LIMITS.concurrency).default(DEFAULT_CONCURRENCY),
  prices: z.string().optional(),
  from: z.string().optional(),
  allowOutside: z.boolean().default(false),
});

/** What the planned ratings can show, by dimension where an earlier run measured it and else by assumption. */
export type PlannedPower = {
  readonly sizes: PlannedSizes;
  readonly lambda: readonly LambdaPower[] | null;
  readonly arms: readonly (ArmPower & { readonly of: string; readonly unit: string })[];
};

export type PlanOfStudy = StudyPrice & {
  readonly version: 1;
  readonly study: string;
  readonly power: PlannedPower;
  readonly budget?: NonNullable<StudyInputs["study"]["budget"]>;
  readonly assumptions: readonly string[];
};

type Predecessor = {
  readonly folder: string;
  readonly result: StudyResult;
  readonly setsOfArm: ReadonlyMap<string, number>;
  readonly calibration: Totals | undefined;
  readonly notes: readonly string[];
};

const LEVEL = 0.95;
const ASSUMED_LAMBDAS = [0.25, 1, 4] as const;

/** What an earlier run measured: its variances, and how its tokens stand to what a plan would have said of it. */
async function readPredecessor(
  folder: string,
  rubric: Rubric,
  how: Pick<ForeseenStudy, "concurrency" | "signal">,
): Promise<Predecessor> {
  const { result, manifest, items, sets } = await readRunFolder(folder);
  const setsOfArm = new Map(
    [...Map.groupBy(manifest?.sets ?? [], ({ arm }) => arm)].map(([arm, own]) => [arm, own.length]),
  );
  if (manifest === null || manifest.finishedAt === null || items.length === 0)
    return {
      folder,
      result,
      setsOfArm,
      calibration: undefined,
      notes: [
        "the earlier run names no items that are still there: its variances are used and its tokens are not",
      ],
    };
  const seated = manifest.sets.flatMap(({ arm, id, file }): SeatedSet[] => {
    const set = sets.find((candidate) => candidate.id === id);
    return set ? [{ arm, set, file }] : [];
  });
  const { study, models: specs } = manifest;
  const asked = { study, specs, items, rubric: manifest.rubric.full ?? rubric, sets: seated };
  const foreseen = await foresee({ ...asked, ...how, making: [] }, []);
  const { used, promptTokens, completionTokens } = manifest.calls;
  const ratio = (measured: number | null, expected: number): number =>
    measured === null || expected === 0 ? 1 : measured / expected;
  const isCounted = (promptTokens ?? 0) > 0;
  return {
    folder,
    result,
    setsOfArm,
    calibration: {
      calls: ratio(used, foreseen.calls.expected),
      promptTokens: isCounted ? ratio(promptTokens, foreseen.promptTokens.expected) : 1,
      completionTokens: isCounted ? ratio(completionTokens, foreseen.completionTokens.expected) : 1,
    },
    notes: isCounted ? [] : ["the earlier run counted no tokens: its calls and variances are used"],
  };
}

/** The smallest arm decides what can be shown of all. */
function smallestArm(foreseen: ForeseenStudy): PlannedSizes {
  const { study, items, sets } = foreseen;
  const arms = study.arms.map((arm) => {
    const own = arm.kind === "none" ? [] : sets.filter((seated) => seated.arm === arm.id);
    const raters =
      arm.kind === "none"
        ? study.panel
        : own.reduce((sum, { set }) => sum + Math.min(study.panel, set.personas.length), 0);
    return { sets: Math.max(1, own.length), raters };
  });
  const compared = arms.length > 1 ? arms.filter((_, index) => study.arms[index]?.kind !== "none") : arms;
  const smallest = (compared.length > 0 ? compared : arms).toSorted((a, b) => a.raters - b.raters)[0];
  return {
    items: items.length,
    raters: smallest?.raters ?? study.panel,
    sets: smallest?.sets ?? 1,
    framings: study.framings.filter((framing) => framingKind(framing) === "wording").length,
    replicates: study.replicates,
  };
}

function powerOf(foreseen: ForeseenStudy, predecessor: Predecessor | null): PlannedPower {
  const sizes = smallestArm(foreseen);
  const lambda = lambdaPower(sizes, { level: LEVEL, seed: foreseen.study.seed });
  const measured = (predecessor?.result.conditions ?? []).flatMap((entry) => {
    const { arm, phase } = entry.condition;
    if (arm === "human" || arm === "none" || (phase ?? "initial") !== "initial") return [];
    const source = measuredVariances(entry, predecessor?.setsOfArm.get(arm) ?? 1);
    const of = [arm, entry.condition.protocol, entry.dimension]
      .filter((part) => part !== undefined)
      .join(" · ");
    return source === null ? [] : [{ of, unit: "points", ...armPower(source, sizes) }];
  });
  if (measured.length > 0) return { sizes, lambda, arms: measured };
  const assumed = ASSUMED_LAMBDAS.map((truth) => ({
    of: `λ ${truth}`,
    unit: "share of the scale",
    ...armPower(assumedVariances(truth, 1), sizes),
  }));
  return { sizes, lambda, arms: assumed };
}

function assumptionsOf(
  foreseen: ForeseenStudy,
  assumed: readonly string[],
  predecessor: Predecessor | null,
): string[] {
  const isEmbedded = foreseen.specs.every(({ model }) => model === "lexical");
  return [
    ...(isEmbedded
      ? ["the embedded model reads no tokens and costs nothing"]
      : [
          "tokens are counted with o200k_base on the study's own prompts; other tokenizers differ by up to a fifth, which low and high allow for",
          "lengths of replies, and how long a panel argues, are assumptions where no earlier run is given with --from; low is a panel of one mind, high one that never agrees",
          "time is that of a served model: 0.8 s to the first token and 70 tokens a second expected, 3 s and 25 at worst",
          "money is at ordinary prices; what a provider's cache of openings may save is told apart and not taken off",
        ]),
    ...(assumed.length > 0 ? [`sets not made yet, taken as of the usual size: ${assumed.join(", ")}`] : []),
    ...(predecessor
      ? [`calls, tokens and variances as measured in ${predecessor.folder}`, ...predecessor.notes]
      : [
          "differences of arms suppose run noise of a tenth of the scale, and personas that differ by λ times that, half in harshness",
        ]),
  ];
}

/** What a study will take and what it can show, before anything is spent. Asks no model and makes no set. */
export async function run(context: Context, args: readonly string[], raw: unknown): Promise<ExitCode> {
  const options = parseOptions(Options, raw);
  const inputs = await studyInputs(context, args[0] ?? "", options);
  const { study, items, specs, name } = inputs;
  const lists = await readPrices(pricesOf(context, inputs, options.prices));
  const runFolder = pathFrom(context, options.output ?? join("runs", name));
  const { sets, making, assumed } = await foreseenSets(inputs, runFolder);
  const resolved = resolveRubric(
    inputs.rubric,
    items,
    sets.map(({ set }) => set),
  );
  if (resolved === null)
    throw new InputError(
      "no-rubric",
      `${inputs.file}: nothing says what to rate: name a rubric file as "rubric", or give items with human ratings, or an arm with grounded personas`,
    );
  const { rubric } = resolved;
  checkFramings(study.framings, rubric);
  const how = { concurrency: options.concurrency, signal: context.signal };
  const foreseen = { study, specs, items, rubric, sets, making, ...how };
  const predecessor =
    options.from === undefined ? null : await readPredecessor(pathFrom(context, options.from), rubric, how);
  const plan: PlanOfStudy = {
    version: 1,
    study: name,
    ...(await foresee(foreseen, lists, predecessor?.calibration)),
    power: powerOf(foreseen, predecessor),
    ...(study.budget === undefined ? {} : { budget: study.budget }),
    assumptions: assumptionsOf(foreseen, assumed, predecessor),
  };
  context.print(options.json ? JSON.stringify(plan, null, 2) : planText(plan));
  context.remark(`next: assize run ${shownPath(context, inputs.file)}`);
  return EXIT.done;
}
