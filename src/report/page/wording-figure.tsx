import { useCallback, useMemo } from "preact/hooks";
import type { Estimate } from "../../domain/estimate.ts";
import { leavesOut } from "../is-claimed.ts";
import { intervalRow } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { type IntervalChart, intervalCharts, linearDomain } from "./interval-chart.ts";
import { measureTable, missingMeasures } from "./measures.ts";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { useRowsWith, type With } from "./use-rows.tsx";

type Worded = With<"wording">;

const MEASURES: readonly (readonly [name: string, read: (row: Worded) => Estimate])[] = [
  ["difference between wordings (PSS)", ({ wording }) => wording.pss],
  ["less the difference between runs", ({ wording }) => wording.excess],
  ["in parts of the difference between items", ({ wording }) => wording.normalised],
  ["together with stated confidence", ({ wording }) => wording.withConfidence],
];

/** How far ratings depend on how the question is all. */
export function WordingFigure(props: FigureProps) {
  const { rows, controls } = useRowsWith(props, "wording");
  const charts = useMemo(
    () =>
      MEASURES.map(([name, read]): IntervalChart => {
        const groups = [
          {
            heading: name,
            rows: rows.map((row) =>
              intervalRow(row.label, read(row), leavesOut(read(row), 0) ? "filled" : "hollow"),
            ),
          },
        ];
        return { groups, scale: "linear", domain: linearDomain(groups, [0]), reference: 0, axis: null };
      }),
    [rows],
  );
  const draw = useCallback((width: number) => intervalCharts(charts, width), [charts]);
  if (rows.length === 0) return null;

  const measures = rows.flatMap((row) =>
    MEASURES.map(([name, read]) => ({ row, name, estimate: read(row) })),
  );
  return (
    <Figure
      title="How much hangs on the wording?"
      label="Sensitivity to wording of each panel with its interval, one chart for each measure; the table below holds the numbers."
      draw={draw}
      controls={controls}
      table={measureTable(measures)}
    >
      How far one panelist's ratings of one item move when the question is put in other words, on the scale
      from 0 to 1; what is left once the difference between two runs is taken off; and the same in parts of
      what two items differ by, so that an easy set of items does not flatter. The last is the correlation
      with stated confidence: below 0 where panelists are surer of what wording does not move.
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable missing={missingMeasures(measures)} />
    </Figure>
  );
}
