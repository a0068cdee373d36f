import type { SetReproducibility } from "../../domain/result.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOnEstimates } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<SetReproducibility>[] = [
  { name: "correlation of their verdicts", read: ({ correlation }) => correlation, against: 0 },
  { name: "mean absolute difference", read: (row) => row.meanAbsoluteDifference, anchors: [0] },
];
const NONE: readonly SetReproducibility[] = [];

/** Whether a persona set made again reaches the same verdicts. */
export function SetsFigure({ result, kinds }: FigureProps) {
  const { rows, controls } = useRows(result.sets ?? NONE, kinds);
  if (rows.length === 0) return null;
  return (
    <MeasuresFigure
      title="A set made again: the same verdicts?"
      label="How far the sets of an arm reach the same verdicts, with intervals; the table below holds the numbers."
      rows={rows}
      measures={MEASURES}
      controls={controls}
    >
      Over the pairs of an arm's sets, on the same items:{" "}
      {rows.map(({ label, sets }) => `${label} ${sets} sets`).join(", ")}. Where sets of one kind disagree,
      what one of them finds is a finding about that set.
      <RestsOnEstimates estimates={rows.map(({ correlation }) => correlation)} noun="item" />
    </MeasuresFigure>
  );
}
