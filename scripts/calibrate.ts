// Does λ's interval hold what it promises? Simulates rating tables with a known λ, sends them through
// the analysis as any rows would go, and writes docs/calibration.md.
//
//   node scripts/calibrate.ts [data sets per row = 1000] [file = docs/calibration.md]
//
// One process, some minutes. The same seed gives the same tables.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { designOf } from "../src/analysis/design.ts";
import { signalOf } from "../src/analysis/signal.ts";
import { tabulate } from "../src/analysis/tabulate.ts";
import { deriveSeed, rngFrom } from "../src/domain/random.ts";
import type { Rating } from "../src/domain/rating.ts";
import { uniformP } from "./calibrate/kolmogorov.ts";
import {
  observedLambda,
  type ScaleKind,
  type Size,
  shuffleWithinItems,
  simulateRows,
} from "./calibrate/simulate.ts";

const SEED = 20_260_101;
const DATA_SETS = Number(process.argv[2] ?? 1000);
const FILE = process.argv[3] ?? "docs/calibration.md";
const TRUTH_PAIRS = 4_000_000;

const SIZES: readonly Size[] = [
  { items: 30, raters: 8, replicates: 3 },
  { items: 60, raters: 12, replicates: 3 },
];
const NORMAL: ScaleKind = { name: "normal", shares: null };
const SKEWED: ScaleKind = { name: "5 points, skewed", shares: [0.5, 0.75, 0.88, 0.96] };
const BINARY: ScaleKind = { name: "binary", shares: [0.7] };
const SITUATIONS = [
  { name: "normal, balanced", scale: NORMAL, missing: 0, least: 0.92 },
  { name: "normal, 25 % of cells missing", scale: NORMAL, missing: 0.25, least: 0.9 },
  { name: "5 points, skewed (50 25 13 8 4 %)", scale: SKEWED, missing: 0, least: 0.9 },
  { name: "binary (70 30 %)", scale: BINARY, missing: 0, least: 0.9 },
] as const;
type Situation = (typeof SITUATIONS)[number];
const LAMBDAS = [0.25, 1, 4];

type Outcome = {
  readonly low: number;
  readonly high: number;
  readonly verdict: string;
  readonly p: number | null;
  readonly signal: number;
};

function analysed(rows: readonly Rating[], seed: number, permutations: number): Outcome {
  const [table] = tabulate(rows);
  const design = designOf(table!);
  const { lambda, verdict, permutationP } = signalOf(table!, design, {
    seed,
    level: 0.95,
    bootstraps: 0,
    permutations,
    nullArms: [],
  });
  if (lambda.value === null) throw new Error(`a simulated table was refused: ${lambda.reason}`);
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY, value } = lambda;
  return { low, high, verdict, p: permutationP, signal: value };
}

function repeated(count: number, label: string, run: (seed: number) => Outcome): readonly Outcome[] {
  process.stderr.write(`${label}\n`);
  return Array.from({ length: count }, (_, index) => run(deriveSeed(SEED, label, index)));
}

const share = (outcomes: readonly Outcome[], is: (outcome: Outcome) => boolean): number =>
  outcomes.filter(is).length / outcomes.length;
const covers = (truth: number) => (outcome: Outcome) => outcome.low <= truth && truth <= outcome.high;
const sizeName = ({ items, raters, replicates }: Size): string => `${items}×${raters}×${replicates}`;
const fixed = (value: number, digits = 3): string =>
  Number.isFinite(value) ? value.toFixed(digits) : "none";

function medianRatio(outcomes: readonly Outcome[]): number {
  const ratios = outcomes
    .map(({ low, high }) => (low > 0 ? high / low : Number.POSITIVE_INFINITY))
    .toSorted((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)]!;
}

type Row = { readonly cells: readonly string[]; readonly failed: readonly string[] };

function coverRow(
  size: Size,
  situation: Situation,
  lambda: number,
  widest: number | null,
): Row & { ratio: number } {
  const { scale, missing, least, name } = situation;
  const label = `${sizeName(size)} ${name} λ ${lambda}`;
  const truth = observedLambda(
    scale,
    lambda,
    TRUTH_PAIRS,
    rngFrom(deriveSeed(SEED, "truth", scale.name, lambda)),
  );
  const outcomes = repeated(DATA_SETS, label, (seed) =>
    analysed(
      simulateRows(size, scale, { lambda, sharedBySession: 0 }, missing, "initial", rngFrom(seed)),
      seed,
      1,
    ),
  );
  const cover = share(outcomes, covers(truth));
  const ratio = medianRatio(outcomes);
  const signal = share(outcomes, ({ verdict }) => verdict === "signal");
  const noise = share(outcomes, ({ verdict }) => verdict === "noise");
  const failed = [
    ...(cover < least ? [`${label}: covers in ${fixed(cover)}, at least ${least} was asked`] : []),
    ...(truth <= 1 && signal > 0.05 ? [`${label}: false signal in ${fixed(signal)}`] : []),
    ...(lambda === 1 && widest !== null && ratio > widest
      ? [`${label}: median ratio ${fixed(ratio, 2)}, at most ${fixed(widest, 2)} was asked`]
      : []),
  ];
  const cells = [
    sizeName(size),
    name,
    String(lambda),
    fixed(truth),
    fixed(cover),
    String(least),
    fixed(ratio, 2),
    fixed(signal),
    fixed(noise),
  ];
  return { cells, failed, ratio };
}

function nullRow(size: Size, { name, scale, missing }: Situation): Row {
  const label = `${sizeName(size)} ${name} shuffled`;
  const outcomes = repeated(DATA_SETS, label, (seed) => {
    const rng = rngFrom(seed);
    const rows = simulateRows(size, scale, { lambda: 1, sharedBySession: 0 }, missing, "initial", rng);
    return analysed(shuffleWithinItems(rows, rng), seed, 999);
  });
  const cover = share(outcomes, covers(0));
  const p = outcomes.map((outcome) => outcome.p ?? Number.NaN);
  const small = p.filter((each) => each < 0.05).length / p.length;
  const uniform = uniformP(p);
  const mean = outcomes.reduce((sum, { signal }) => sum + signal, 0) / outcomes.length;
  const failed = [
    ...(cover < 0.93 ? [`${label}: covers 0 in ${fixed(cover)}, at least 0.93 was asked`] : []),
    ...(small < 0.03 || small > 0.07
      ? [`${label}: ${fixed(small)} of p below .05, .03 to .07 was asked`]
      : []),
    ...(uniform < 0.01 ? [`${label}: p is not uniform, Kolmogorov-Smirnov p ${fixed(uniform, 4)}`] : []),
  ];
  const signals = share(outcomes, ({ verdict }) => verdict === "signal");
  return {
    cells: [sizeName(size), name, fixed(cover), fixed(small), fixed(uniform), fixed(mean, 4), fixed(signals)],
    failed,
  };
}

function sessionRow(lambda: number, sharedBySession: number, least: number): Row {
  const size = SIZES[0]!;
  const label = `final ratings λ ${lambda} session ${sharedBySession}`;
  const outcomes = repeated(Math.min(DATA_SETS, 500), label, (seed) =>
    analysed(
      simulateRows(size, NORMAL, { lambda, sharedBySession }, 0, "final", rngFrom(seed)),
      seed,
      lambda === 0 ? 999 : 1,
    ),
  );
  const cover = share(outcomes, covers(lambda));
  const mean = outcomes.reduce((sum, { signal }) => sum + signal, 0) / outcomes.length;
  const small = lambda === 0 ? fixed(share(outcomes, ({ p }) => (p ?? 1) < 0.05)) : "";
  return {
    cells: [
      sizeName(size),
      String(lambda),
      String(sharedBySession),
      fixed(cover),
      String(least),
      fixed(mean),
      small,
      fixed(medianRatio(outcomes), 2),
    ],
    failed: cover < least ? [`${label}: covers in ${fixed(cover)}, at least ${least} was asked`] : [],
  };
}

function tableOf(head: readonly string[], rows: readonly Row[]): string {
  const lines = [head, head.map(() => "---"), ...rows.map(({ cells }) => cells)];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const reference = coverRow(SIZES[0]!, SITUATIONS[0], 1, 4.5);
const covered = SIZES.flatMap((size) =>
  SITUATIONS.flatMap((situation) =>
    LAMBDAS.map((lambda) =>
      size === SIZES[0] && situation === SITUATIONS[0] && lambda === 1
        ? reference
        : coverRow(size, situation, lambda, 2 * reference.ratio),
    ),
  ),
);
const nulls = SIZES.flatMap((size) => SITUATIONS.map((situation) => nullRow(size, situation)));
const sessions = [sessionRow(0, 0.3, 0.93), sessionRow(0.5, 0.3, 0.9), sessionRow(1, 0.3, 0.9)];
const failures = [...covered, ...nulls, ...sessions].flatMap(({ failed }) => failed);

const date = new Date().toISOString().slice(0, 10);
const machine = `${cpus().length} cores, Node ${process.versions.node.split(".")[0]}`;
const page = `# Calibration of λ

Written by \`node scripts/calibrate.ts ${DATA_SETS}\`; seed ${SEED}; ${date}; ${machine}. ${DATA_SETS} data sets per row
(at most 500 in the last table), so a share of .95 has a standard error of ${fixed(Math.sqrt((0.95 * 0.05) / DATA_SETS))}.
Every data set passes through the analysis as rows of any origin would. Intervals are at 95 %.

Latent ratings: item variance 1, run variance 1, signal λ, half of it the rater's main effect and half its interaction
with the item; written down as they are or on a scale. λ of the written ratings ("true λ") is lower on a coarse scale and
comes from ${TRUTH_PAIRS.toLocaleString("en")} simulated pairs. "Ratio" is the median of upper over lower bound; "none" where half of the
lower bounds are not above 0. Which interval a table gets, and why, stands in \`src/analysis/lambda.md\`.

## Cover and width

${tableOf(["items×raters×runs", "ratings", "latent λ", "true λ", "covers", "asked", "ratio", "verdict signal", "verdict noise"], covered)}

Asked besides: at latent λ = 1 a ratio of at most 4.5 in the first design and at most twice the ratio reached there elsewhere;
a verdict "signal" in at most .05 where the true λ is at most 1.

## λ = 0: rater labels shuffled within items

${tableOf(["items×raters×runs", "ratings", "covers 0", "p < .05", "KS p of uniform", "mean λ", "verdict signal"], nulls)}

Asked: covers 0 in at least .93; p of the permutation test below .05 in .03 to .07, and uniform by Kolmogorov and Smirnov at .01.

## Final ratings: raters of a replicate share a session

${tableOf(["items×raters×runs", "λ", "run variance shared", "covers", "asked", "mean λ", "p < .05", "ratio"], sessions)}

## Outcome

${failures.length === 0 ? "Everything that was asked holds." : failures.map((line) => `- ${line}`).join("\n")}
`;
writeFileSync(FILE, page);
process.stdout.write(page);
process.exitCode = failures.length === 0 ? 0 : 1;
