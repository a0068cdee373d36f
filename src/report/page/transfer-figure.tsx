import type { Transfer } from "../../domain/result.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOnEstimates } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<Transfer>[] = [
  { name: "λ", read: ({ lambda }) => lambda, against: 1 },
  {
    name: "agreement with itself (α over runs)",
    read: ({ stability }) => stability.alphaRun,
    anchors: [0, 1],
  },
  { name: "agreement with the others (α)", read: ({ stability }) => stability.alphaPanel, anchors: [0, 1] },
  {
    name: "agreement with people (Spearman)",
    read: ({ agreement }) =>
      agreement?.find(({ level, measure }) => level === "sample" && measure === "spearman")?.estimate,
    against: 0,
  },
];
const NONE: readonly Transfer[] = [];

/** The same panels on each kind of item. */
export function TransferFigure({ result, kinds }: FigureProps) {
  const { rows, controls } = useRows(result.transfer ?? NONE, kinds);
  if (rows.length === 0) return null;
  const named = rows.map((row) => ({ ...row, label: `${row.label}, ${row.kind}` }));
  return (
    <MeasuresFigure
      title="Does it hold for summaries and for dialogues?"
      label="λ, stability and agreement of each panel by kind of item with intervals; the table below holds the numbers."
      rows={named}
      measures={MEASURES}
      controls={controls}
    >
      The same panels on each kind of item. What is found on one kind holds for the other only where it is
      found there too. Agreement with people is over all items.
      <RestsOnEstimates estimates={rows.map(({ lambda }) => lambda)} noun="item" />
    </MeasuresFigure>
  );
}
