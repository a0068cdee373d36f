import type { Drift } from "../../domain/drift.ts";
import { formatEstimate } from "../format-estimate.ts";
import { formatCount, formatNumber, groupThousands } from "../format-number.ts";
import type { FigureProps } from "./figure.tsx";
import { type MeasureOf, MeasuresFigure } from "./measures-figure.tsx";
import { useOneRow, useSideBySide } from "./use-rows.tsx";

const MEASURES: readonly MeasureOf<Drift>[] = [
  { name: "lines that do not contradict the persona", read: (row) => row.promptToLine, anchors: [0, 1] },
  { name: "lines that do not contradict earlier ones", read: (row) => row.lineToLine, anchors: [0, 1] },
  { name: "questions on itself answered alike", read: (row) => row.questions, anchors: [0, 1] },
  { name: "facts of the persona that were shown", read: (row) => row.informativeness, anchors: [0, 1] },
  { name: "change from one own line to the next", read: (row) => row.slope, against: 0 },
  {
    name: "with the guard less without it",
    read: ({ guard }) => guard?.difference,
    against: 0,
  },
];
const NONE: readonly Drift[] = [];

/** What stands behind one condition, and what could not be told of it. */
function basisOf({ n }: Drift): string {
  const why = Object.entries(n.notEvaluable)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${groupThousands(count)} ${reason}`);
  const rest =
    why.length === 0 ? "all evaluable" : `${groupThousands(n.evaluable)} evaluable (not: ${why.join(", ")})`;
  return `${formatCount(n.lines, "line")} of ${formatCount(n.personas, "persona")} in ${formatCount(n.dialogues, "dialogue")}, ${rest}; ${formatCount(n.questions, "question")}, ${groupThousands(n.unanswered)} unanswered`;
}

const variance = (value: number | null | undefined): string => (value == null ? "–" : formatNumber(value));

/** Whether panelists stay who they are while they talk. */
export function DriftFigure({ result, kinds }: FigureProps) {
  const rows = useSideBySide(result.drift ?? NONE, kinds);
  const { row: one, controls } = useOneRow(rows);
  if (one === null) return null;
  return (
    <MeasuresFigure
      title="Do they stay who they are?"
      label="How far panelists keep to their personas in discussion, by panel with intervals; the tables below hold the numbers."
      rows={rows}
      measures={MEASURES}
      controls={controls}
      more={[
        {
          title: "Where the variance of the first measure lies",
          table: {
            head: ["panel", "between personas", "between dialogues", "between lines", "between judgements"],
            rows: rows.map(({ label, components }) => [
              label,
              variance(components.persona),
              variance(components.dialogue),
              variance(components.turn),
              variance(components.rerun),
            ]),
          },
        },
        {
          title: `Panelist by panelist: ${one.label}`,
          table: {
            head: ["panelist", "lines", "evaluable", "with the persona", "with itself", "on itself", "shown"],
            rows: one.panelists.map((each) => [
              each.rater,
              String(each.lines),
              String(each.evaluable),
              ...[each.promptToLine, each.lineToLine, each.questions, each.informativeness].map((estimate) =>
                formatEstimate(estimate),
              ),
            ]),
          },
        },
      ]}
    >
      A line that shows nothing of the persona is not evaluable and counts on neither side: a panelist that
      says nothing of itself is not consistent but silent.{" "}
      {rows.map((row) => `${row.label}: ${basisOf(row)}.`).join(" ")}
      {rows.flatMap(({ label, guard }) =>
        guard ? [` ${label}: ${formatCount(guard.askedAgain, "turn was", "turns were")} asked again.`] : [],
      )}
    </MeasuresFigure>
  );
}
