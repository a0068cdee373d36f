import type { Support } from "../../domain/debate-result.ts";
import { formatCount, groupThousands } from "../format-number.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { RestsOnEstimates } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<Support>[] = [
  {
    name: "ratings without a quote from the item",
    read: (row) => row.unsupported,
    anchors: [0, 1],
  },
  { name: "how far a value moves without them", read: ({ weight }) => weight, anchors: [0] },
];
const NONE: readonly Support[] = [];

/** What ratings without a verified quote weigh in the verdicts. */
export function SupportFigure({ result, kinds }: FigureProps) {
  const { rows, controls } = useRows(result.support ?? NONE, kinds);
  if (rows.length === 0) return null;
  const turns = rows.flatMap(({ label, turns: own }) =>
    own
      ? [
          ` ${label}: ${groupThousands(own.unsupported)} of ${formatCount(own.spoken, "turn")} quoted nothing there.`,
        ]
      : [],
  );
  return (
    <MeasuresFigure
      title="What rests on no quote"
      label="Share of ratings without a verified quote, and what they weigh, by panel with intervals; the table below holds the numbers."
      rows={rows}
      measures={MEASURES}
      controls={controls}
    >
      Quotes are checked against the item, without a model.{" "}
      {rows
        .map(({ label, lost }) => `${label}: ${formatCount(lost, "item")} left with no rating without them.`)
        .join(" ")}
      {turns.join("")}
      <RestsOnEstimates estimates={rows.map(({ unsupported }) => unsupported)} noun="rating" />
    </MeasuresFigure>
  );
}
