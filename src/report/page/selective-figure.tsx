import { useCallback } from "preact/hooks";
import { formatCount, formatNumber, formatPercent } from "../format-number.ts";
import { riskCoverageChart } from "./curve-charts.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { measureTable, missingMeasures } from "./measures.ts";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { useOneRow, useRowsWith, type With } from "./use-rows.tsx";

type Selecting = With<"selective">;

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
  const kept = `${formatCount(atRisk.accepted, "verdict")} at a risk of ${risk}${upper}`;
  // A threshold of 0 holds nothing back: with one rater or one run in a half it is often the only one.
  if (atRisk.threshold <= 0)
    return `For a risk of at most ${target} no verdict need be held back, going by ${thresholdFrom}; on the rest that keeps ${kept}.`;
  return `For a risk of at most ${target} a verdict needs ${formatPercent(atRisk.threshold)} of its ratings behind it, going by ${thresholdFrom}; on the rest that keeps ${kept}.`;
}

/** What a panel gains by abstaining where it is least sure. */
export function SelectiveFigure(props: FigureProps) {
  const { rows, controls: choices } = useRowsWith(props, "selective");
  const { row: chosen, controls } = useOneRow(rows, choices);
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
      controls={controls}
      table={measureTable(measures)}
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
      <NotEstimable missing={missingMeasures(measures)} />
    </Figure>
  );
}
