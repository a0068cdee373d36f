import type { Selective } from "../domain/confidence-result.ts";
import type { Estimate } from "../domain/estimate.ts";
import { augrc } from "../stats/augrc.ts";
import { aurc } from "../stats/aurc.ts";
import { clusteredMean } from "../stats/clustered-mean.ts";
import { calibrateThreshold, coverageAtRisk } from "../stats/coverage-at-risk.ts";
import { type RiskCoverageStep, riskCoverage, riskCoverageOf } from "../stats/risk-coverage.ts";
import type { WeightedStatistic } from "../stats/weights.ts";
import { clusteredEstimate } from "./clustered-estimate.ts";
import { type Context, drawsOf, streamOf } from "./context.ts";
import { notEstimable } from "./not-estimable.ts";
import { groupsOf } from "./parts-of.ts";
import type { Table } from "./table.ts";
import { verdictCases } from "./verdict-cases.ts";

type Cases = {
  readonly group: readonly number[];
  readonly confidence: readonly number[];
  readonly loss: readonly number[];
};

/** The risk of reversal that a user is taken to accept. */
const TARGET_RISK = 0.1;
const FEWEST_ITEMS = 20;
/** Beyond so many groups the half that set the threshold is told by its size alone. */
const MOST_LISTED = 500;

/**
 * What the panel gains by abstaining where it is least sure. A verdict is made from half of the
 * replicates and lost when the other half reverses it; its confidence is the share of its ratings that
 * agree with it. The threshold for a risk of at most a tenth is chosen on one half of the source groups
 * and reported on the other. `parts` are the tables that the table stands for. Null with one replicate, and
 * for labels without an order.
 */
export function selective(table: Table, parts: readonly Table[], context: Context): Selective | null {
  const { labels, codeOf } = groupsOf(parts);
  const groups = labels.length;
  const measured = parts.filter(({ level }) => level !== "nominal");
  const verdicts = measured.flatMap((part) =>
    verdictCases(part).map((verdict) => ({ ...verdict, group: codeOf(part, verdict.item) })),
  );
  if (verdicts.length === 0) return null;
  const cases = {
    group: verdicts.map(({ group }) => group),
    confidence: verdicts.map(({ confidence }) => confidence),
    loss: verdicts.map(({ isReversed }) => Number(isReversed)),
  };
  const curveOf = riskCoverageOf(cases.confidence, cases.loss);
  const area = (of: (curve: readonly RiskCoverageStep[]) => number | null, method: string): Estimate =>
    estimateOf(table, cases, groups, context, method, (weights) =>
      of(curveOf(cases.group.map((group) => weights[group]!))),
    );
  const curve = riskCoverage(cases.confidence, cases.loss);
  return {
    aurc: area(aurc, "area under the risk-coverage curve"),
    augrc: area(augrc, "area under the generalised risk-coverage curve"),
    ...thresholdOnHalves(table, cases, labels, context),
    curve: curve.map(({ accepted, loss }) => [accepted / verdicts.length, loss / accepted]),
  };
}

function estimateOf(
  table: Table,
  { loss }: Cases,
  groups: number,
  context: Context,
  method: string,
  statistic: WeightedStatistic,
): Estimate {
  return clusteredEstimate({
    clusters: groups,
    statistic,
    method: `${method}; loss: the other half of the replicates reverses the verdict`,
    reason: "no verdict to accept",
    n: loss.length,
    draws: drawsOf(context, table, "selective", context.bootstraps),
    level: context.level,
  });
}

function thresholdOnHalves(
  table: Table,
  cases: Cases,
  labels: readonly string[],
  context: Context,
): Pick<Selective, "coverageAtRisk" | "thresholdFrom" | "calibratedOn" | "atRisk"> {
  const chosen = halfOfGroups(labels.length, table, context);
  const calibration = subset(cases, (group) => chosen.has(group));
  const report = subset(cases, (group) => !chosen.has(group));
  const thresholdFrom = `${calibration.loss.length} of ${cases.loss.length} verdicts, by source group`;
  if (cases.loss.length < FEWEST_ITEMS)
    return {
      coverageAtRisk: notEstimable(
        `${cases.loss.length} verdicts: it takes ${FEWEST_ITEMS} to choose a threshold on one half and report it on the other`,
        cases.loss.length,
      ),
      thresholdFrom,
    };
  const threshold = calibrateThreshold(riskCoverage(calibration.confidence, calibration.loss), TARGET_RISK);
  const { accepted, risk, upper } = coverageAtRisk(threshold, report.confidence, report.loss);
  const isAccepted = report.confidence.map((confidence) =>
    Number(threshold.threshold !== null && confidence >= threshold.threshold),
  );
  const own = [...new Set(report.group)];
  const codes = report.group.map((group) => own.indexOf(group));
  const method = `share of verdicts accepted at a risk of at most ${TARGET_RISK}, threshold from the other half`;
  return {
    coverageAtRisk: estimateOf(
      table,
      report,
      own.length,
      context,
      method,
      clusteredMean(isAccepted, codes, own.length),
    ),
    thresholdFrom,
    ...(labels.length > MOST_LISTED ? {} : { calibratedOn: labels.filter((_, group) => chosen.has(group)) }),
    atRisk: { target: TARGET_RISK, threshold: threshold.threshold, accepted, risk, upper },
  };
}

function halfOfGroups(groups: number, table: Table, context: Context): ReadonlySet<number> {
  const rng = streamOf(context, table, "halves");
  const keyed = Array.from({ length: groups }, (_, group) => ({ group, key: rng() }));
  const shuffled = keyed.toSorted((a, b) => a.key - b.key);
  return new Set(shuffled.slice(0, Math.ceil(groups / 2)).map(({ group }) => group));
}

function subset({ group, confidence, loss }: Cases, isIn: (group: number) => boolean): Cases {
  const kept = [...group.keys()].filter((index) => isIn(group[index]!));
  return {
    group: kept.map((index) => group[index]!),
    confidence: kept.map((index) => confidence[index]!),
    loss: kept.map((index) => loss[index]!),
  };
}
