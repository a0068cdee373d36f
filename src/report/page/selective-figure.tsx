import { useCallback, useMemo } from "preact/hooks";
import type { ConditionResult, StudyResult } from "../../domain/result.ts";
import type { ArmKinds } from "../arm-order.ts";
import { formatCount, formatNumber, formatPercent } from "../format-number.ts";
import { riskCoverageChart } from "./curve-charts.ts";
import { absent, estimateCells, methodCell } from "./estimate-cells.ts";
import { Figure } from "./figure.tsx";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { useOneRow, useRows } from "./use-rows.tsx";

type Selecting = ConditionResult & { readonly selective: NonNullable<ConditionResult["selective"]> };

function measuresOf({ selective }: Selecting) {
  return [
    { name: "area under the curve (AURC)", estimate: selective.aurc },
    { name: "generalised area (AUGRC)", estimate: selective.augrc },
    { name: "coverage at risk", estimate: selective.coverageAtRisk },
  ];
}

/** What a threshold that was chosen on other items does to these. */
function atRiskText({ selective: { atRisk, thresholdFrom } }: Selecting): string | null {
  if (!atRisk) return null;
  const target = formatPercent(atRisk.target);
  if (atRisk.threshold === null)
    return `No threshold, chosen on ${thresholdFrom}, holds the risk to ${target}: the panel would have to abstain on every item.`;
  const risk = atRisk.risk === null ? "unknown" : formatPercent(atRisk.risk);
  const upper = atRisk.upper === null ? "" : `, at most ${formatPercent(atRisk.upper)} by its bound`;
  return `For a risk of at most ${target} the threshold, chosen on ${thresholdFrom}, is a confidence of ${formatNumber(atRisk.threshold)}; on the rest it keeps ${formatCount(atRisk.accepted, "verdict")} at a risk of ${risk}${upper}.`;
}

/** What a panel gains by abstaining where it is least sure. */
export function SelectiveFigure({
  result,
  kinds,
}: {
  readonly result: StudyResult;
  readonly kinds: ArmKinds;
}) {
  const all = useMemo(
    () =>
      result.conditions.flatMap((row): readonly Selecting[] =>
        row.selective ? [{ ...row, selective: row.selective }] : [],
      ),
    [result],
  );
  const { rows, controls } = useRows(all, kinds);
  const { row: chosen, control } = useOneRow(rows);
  const draw = useCallback(
    (width: number) =>
      riskCoverageChart(
        rows.map((row) => ({ isChosen: row === chosen, points: row.selective.curve })),
        chosen?.selective.atRisk?.target ?? null,
        width,
      ),
    [rows, chosen],
  );
  if (chosen === null) return null;

  const measures = rows.flatMap((row) => measuresOf(row).map((measure) => ({ ...measure, row })));
  const threshold = atRiskText(chosen);
  return (
    <Figure
      title="What abstaining would buy"
      label="Risk against coverage of the chosen panel, the other panels behind it; the tables below hold the numbers."
      draw={draw}
      controls={
        <>
          {controls}
          {control}
        </>
      }
      table={{
        head: ["panel", "measure", "value", "interval", "n", "method"],
        rows: measures.map(({ row, name, estimate }) => [
          row.label,
          name,
          ...estimateCells(estimate),
          String(estimate.n),
          methodCell(estimate),
        ]),
      }}
      more={[
        {
          title: `The curve: ${chosen.label}`,
          table: {
            head: ["coverage", "risk"],
            rows: chosen.selective.curve.map(([coverage, risk]) => [
              formatNumber(coverage),
              formatNumber(risk),
            ]),
          },
        },
      ]}
    >
      <bdi>{chosen.label}</bdi>
      {rows.length > 1 && ", the other panels thin behind it"}: verdicts made from half of the runs, the
      surest kept first. A verdict is lost when the other half of the runs reverses it.
      {threshold !== null && ` ${threshold}`}
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable
        missing={measures.flatMap(({ row, name, estimate }) => absent(`${row.label}, ${name}`, estimate))}
      />
    </Figure>
  );
}
