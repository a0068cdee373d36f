import type { Estimate } from "../domain/estimate.ts";
import type { Signal } from "../domain/reliability-result.ts";
import type { Metric } from "../stats/metric-points.ts";
import { signalVerdict } from "../stats/signal-verdict.ts";
import { permutationCount } from "../stats/within-block-permutation.ts";
import { type Context, drawsOf } from "./context.ts";
import type { Design } from "./design.ts";
import { lambdaOf } from "./lambda.ts";
import { metricsOf } from "./metrics.ts";
import { notEstimable } from "./not-estimable.ts";
import { refusal } from "./refusal.ts";
import type { Table } from "./table.ts";

/** λ with its interval, its verdict and the permutation test of λ = 0; refused with a reason where it cannot be told. */
export function signalOf(table: Table, design: Design, context: Context): Signal {
  const label =
    table.condition.phase === "final" ? { label: "final ratings: raters have heard one another" } : {};
  const reason = refusal(table, design);
  if (reason !== null) {
    const lambda = notEstimable(reason, table.value.length);
    return { lambda, verdict: "undetermined", permutationP: null, ...label };
  }
  const { main, second, others } = metricsOf(table);
  const inMetric = (metric: Metric) => ({ metric, lambda: lambdaOf(table, design, metric, context) });
  const { lambda } = inMetric(main);
  const sensitivity = second === null ? null : inMetric(second);
  return {
    lambda,
    verdict: verdictOf(table, lambda, sensitivity?.lambda ?? null),
    permutationP: permutationP(table, design, main, context),
    ...(sensitivity === null ? {} : { sensitivity }),
    metrics: [{ metric: main, lambda }, ...(sensitivity ? [sensitivity] : []), ...others.map(inMetric)],
    ...label,
    ...alarmOf(table, lambda, context),
  };
}

function verdictOf(table: Table, lambda: Estimate, second: Estimate | null): Signal["verdict"] {
  if (lambda.value === null || lambda.low === undefined || lambda.high === undefined) return "undetermined";
  const mustAgree = table.level === "ordinal" && second !== null;
  if (mustAgree && second.value === null) return "undetermined";
  const agreeing = mustAgree && second.value !== null ? [second.value] : [];
  return signalVerdict({ low: lambda.low, high: lambda.high }, ...agreeing);
}

/** Who rated which is shuffled within an item and wording, and after a discussion within a debate. */
function permutationP(table: Table, design: Design, metric: Metric, context: Context): number {
  const count = permutationCount(
    table.value,
    metric,
    design.debate ?? design.block,
    design.cell,
    drawsOf(context, table, "permutation", context.permutations),
  );
  return (1 + count) / (1 + context.permutations);
}

/** An arm without personas has λ = 0 by construction: an interval that leaves 0 out says that something is wrong. */
function alarmOf(table: Table, lambda: Estimate, context: Context): { readonly alarm?: string } {
  if (!context.nullArms.includes(table.condition.arm) || lambda.value === null) return {};
  const { low, high } = lambda;
  if (low === undefined || high === undefined || (low <= 0 && high >= 0)) return {};
  const cause =
    low > 0
      ? "panelists without a persona differ by more than their runs: look for seeds, models or prompts that differ by seat"
      : "panelists without a persona are more alike than their runs: look for shared seeds, caches or de-duplicated replies";
  return { alarm: `λ is 0 by construction here and its interval excludes 0; ${cause}` };
}
