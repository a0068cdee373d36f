import type { OutcomeForecast } from "../../domain/result.ts";
import { formatCount, formatNumber } from "../format-number.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { useOneRow, useRows } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<OutcomeForecast>[] = [
  { name: "skill over the base rate", read: ({ scores }) => scores.skill, against: 0 },
  { name: "Brier score", read: ({ scores }) => scores.brier, anchors: [0] },
  { name: "calibration error (ECE)", read: ({ scores }) => scores.ece, anchors: [0] },
  {
    name: "telling true from untrue (AUROC)",
    read: ({ scores }) => scores.auroc,
    against: 0.5,
  },
  { name: "overconfidence", read: ({ scores }) => scores.overconfidence, against: 0 },
];
const NONE: readonly OutcomeForecast[] = [];

/** What was stated, and beside it what the tokens' probabilities say, where they were told. */
function routesOf<Row extends OutcomeForecast & { readonly label: string }>(row: Row): readonly Row[] {
  const { label, tokens } = row;
  if (tokens === undefined) return [row];
  return [
    { ...row, label: `${label}, as stated` },
    {
      ...row,
      label: `${label}, by tokens`,
      ...tokens,
      notForecast: row.items + row.notForecast - tokens.items,
    },
  ];
}

/** The panel's probabilities held against what came true. */
export function ForecastFigure({ result, kinds }: FigureProps) {
  const { rows: conditions, controls: choices } = useRows(result.forecast ?? NONE, kinds);
  const rows = conditions.flatMap(routesOf);
  const { row: one, controls } = useOneRow(rows, choices);
  if (one === null) return null;
  return (
    <MeasuresFigure
      title="Did it come true?"
      label="Scores of the panels' probabilities with intervals; the tables below hold the numbers."
      rows={rows}
      measures={MEASURES}
      controls={controls}
      more={[
        {
          title: `The bins: ${one.label}`,
          table: {
            head: ["forecast", "came true", "n"],
            rows: (one.scores.bins ?? []).map(({ forecast, outcome, n }) => [
              formatNumber(forecast),
              formatNumber(outcome),
              String(n),
            ]),
          },
        },
      ]}
    >
      Probabilities against what is known to have come true.{" "}
      {rows
        .map(
          ({ label, items, notForecast }) =>
            `${label}: ${formatCount(items, "item")}, ${notForecast} without a probability.`,
        )
        .join(" ")}
    </MeasuresFigure>
  );
}
