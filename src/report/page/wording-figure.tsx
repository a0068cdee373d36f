import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOn } from "./rests-on.tsx";
import { useRowsWith, type With } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<With<"wording">>[] = [
  { name: "difference between wordings (PSS)", read: ({ wording }) => wording.pss, against: 0 },
  { name: "less the difference between runs", read: ({ wording }) => wording.excess, against: 0 },
  { name: "in parts of the difference between items", read: ({ wording }) => wording.normalised, against: 0 },
  { name: "together with stated confidence", read: ({ wording }) => wording.withConfidence, against: 0 },
];

/** How far ratings depend on how the question is worded. */
export function WordingFigure(props: FigureProps) {
  const { rows, controls } = useRowsWith(props, "wording");
  if (rows.length === 0) return null;
  return (
    <MeasuresFigure
      title="How much hangs on the wording?"
      label="Sensitivity to wording of each panel with its interval, one chart for each measure; the table below holds the numbers."
      rows={rows}
      measures={MEASURES}
      controls={controls}
    >
      How far one panelist's ratings of one item move when the question is put in other words, on the scale
      from 0 to 1; what is left once the difference between two runs is taken off; and the same in parts of
      what two items differ by, so that an easy set of items does not flatter. The last is the correlation
      with stated confidence: below 0 where panelists are surer of what wording does not move.
      <RestsOn rows={rows.map((row) => row.n)} />
    </MeasuresFigure>
  );
}
