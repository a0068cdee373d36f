import { alignColumns } from "../../report/align-columns.ts";
import { formatNumber, formatPercent, groupThousands } from "../../report/format-number.ts";
import type { PricePart } from "../../study/price-study.ts";
import type { Range } from "../../study/rehearse-study.ts";
import type { PlanOfStudy } from "../commands/plan.ts";
import { moneyText } from "../money/money-text.ts";

const whole = (value: number): string => groupThousands(Math.round(value));

/** Seconds as people say them: `40 s`, `12 min`, `3.4 h`. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${formatNumber(seconds / 3600, "-")} h`;
}

const row = (name: string, range: Range, text: (value: number) => string): readonly string[] => [
  name,
  text(range.low),
  text(range.expected),
  text(range.high),
];

function totals(plan: PlanOfStudy): readonly string[] {
  const { calls, promptTokens, completionTokens, money, seconds } = plan;
  return alignColumns(
    [
      ["", "low", "expected", "high"],
      row("calls", calls, whole),
      row("prompt tokens", promptTokens, whole),
      row("completion tokens", completionTokens, whole),
      "currency" in money ? row(`money (${money.currency})`, money, moneyText) : ["money", "unknown"],
      row("time", seconds, duration),
    ],
    1,
  );
}

function partsBy(title: string, parts: readonly PricePart[]): readonly string[] {
  if (parts.length < 2) return [];
  const rows = parts.map(({ name, calls, promptTokens, completionTokens, money }) => [
    `  ${name}`,
    whole(calls),
    whole(promptTokens + completionTokens),
    money === null ? "-" : moneyText(money),
  ]);
  return ["", ...alignColumns([[`by ${title}, expected`, "calls", "tokens", "money"], ...rows], 1)];
}

function lambdaPart({ power }: PlanOfStudy): readonly string[] {
  const { items, raters, framings, replicates } = power.sizes;
  const design = `${items} items × ${raters} raters × ${framings === 1 ? "" : `${framings} wordings × `}${replicates} runs`;
  if (power.lambda === null)
    return [
      "",
      `λ cannot be told from ${design}: it needs two items, two raters of an arm and two replicates at least`,
    ];
  const rows = power.lambda.map(({ truth, low, high, settled }) => [
    `  λ ${truth}`,
    `${formatNumber(low, "-")} to ${formatNumber(high, "-")}`,
    settled === null ? "-" : formatPercent(settled),
  ]);
  return [
    "",
    ...alignColumns([["if truly", "95% interval, typically", "settles on which side of 1"], ...rows], 1),
    `  (${design} in the smallest arm)`,
  ];
}

function armsPart({ power }: PlanOfStudy): readonly string[] {
  const unit = power.arms[0]?.unit;
  const text = (value: number | null): string =>
    value === null ? "-" : unit === "points" ? formatNumber(value, "-") : formatPercent(value);
  const rows = power.arms.map(({ of, detectable, withTwice }) => [
    `  ${of}`,
    text(detectable),
    text(withTwice.items),
    text(withTwice.personas),
    text(withTwice.sets),
    text(withTwice.replicates),
  ]);
  const title = `difference of arms found with 80% power (${unit === "points" ? "points" : "of the scale"})`;
  const head = [title, "as planned", "2× items", "2× personas", "2× sets", "2× runs"];
  return ["", ...alignColumns([head, ...rows], 1)];
}

function budgetPart({
  budget,
  money,
  calls,
  promptTokens,
  completionTokens,
}: PlanOfStudy): readonly string[] {
  const limits: readonly (readonly [string, number | undefined, number | null])[] = [
    ["money", budget?.money, money.expected],
    ["tokens", budget?.tokens, promptTokens.expected + completionTokens.expected],
    ["calls", budget?.calls, calls.expected],
  ];
  const told = limits.flatMap(([what, limit, expected]) => {
    if (limit === undefined) return [];
    const share =
      expected === null
        ? "of which the share is unknown"
        : `${formatPercent(expected / limit)} of it expected`;
    return [`budget: ${what} ${what === "money" ? moneyText(limit) : whole(limit)}, ${share}`];
  });
  return told.length > 0 ? ["", ...told] : [];
}

/** A plan for people: what it takes, where it goes, and what it can show. */
export function planText(plan: PlanOfStudy): string {
  const { prefixCache, making, money, by } = plan;
  const saving =
    prefixCache.tokens === 0
      ? []
      : [
          "",
          `prefix cache: ${formatPercent(prefixCache.share)} of the prompt tokens open as an earlier request about the item did` +
            `${prefixCache.money === null ? "" : `; a provider's cache would save about ${moneyText(prefixCache.money)}`}`,
        ];
  return [
    `${plan.study}: ${groupThousands(plan.cells)} cells`,
    "",
    ...totals(plan),
    ...("reason" in money ? [`  money is unknown: ${money.reason}`] : []),
    ...saving,
    ...(making.length > 0
      ? ["", ...making.map(({ what, calls }) => `first to be made: ${what}, ${whole(calls.expected)} calls`)]
      : []),
    ...partsBy("arm", by.arm),
    ...partsBy("protocol", by.protocol),
    ...partsBy("kind of framing", by.framingKind),
    ...partsBy("model", by.model),
    ...lambdaPart(plan),
    ...armsPart(plan),
    ...budgetPart(plan),
    "",
    ...plan.assumptions.map((assumption) => `- ${assumption}`),
  ].join("\n");
}
