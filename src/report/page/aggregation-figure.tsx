import type { Aggregation } from "../../domain/debate-result.ts";
import { formatCount, formatNumber } from "../format-number.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOnEstimates } from "./rests-on.tsx";
import { useOneRow, useRows } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<Aggregation>[] = [
  { name: "learned less plain (below 0 is nearer)", read: (row) => row.difference, against: 0 },
  { name: "distance to people: plain mean", read: ({ mean }) => mean, anchors: [0] },
  { name: "distance to people: learned weights", read: ({ learned }) => learned, anchors: [0] },
];
const NONE: readonly Aggregation[] = [];

/** The plain mean of a panel beside one whose weights were learned from people. */
export function AggregationFigure({ result, kinds }: FigureProps) {
  const { rows, controls: choices } = useRows(result.aggregation ?? NONE, kinds);
  const { row: one, controls } = useOneRow(rows, choices);
  if (one === null) return null;
  return (
    <MeasuresFigure
      title="Would weights learned from people help?"
      label="Distance to people of the plain mean and of learned weights, by panel with intervals; the tables below hold the numbers."
      rows={rows}
      measures={MEASURES}
      controls={controls}
      more={[
        {
          title: `What each panelist weighs: ${one.label}`,
          table: {
            head: ["panelist", "weight"],
            rows: one.weights.map(({ rater, weight }) => [rater, formatNumber(weight)]),
          },
        },
      ]}
    >
      {rows
        .map(({ label, verdict, folds }) => `${label}: ${verdict} (${formatCount(folds, "fold")}).`)
        .join(" ")}{" "}
      Weights are tried on source groups that they had not seen.
      <RestsOnEstimates estimates={rows.map(({ difference }) => difference)} noun="item" />
    </MeasuresFigure>
  );
}
