import { useCallback, useMemo } from "preact/hooks";
import type { Estimate } from "../../domain/estimate.ts";
import type { ConditionResult, StudyResult } from "../../domain/result.ts";
import type { ArmKinds } from "../arm-order.ts";
import { absent, estimateCells, intervalRow, leavesOut, methodCell } from "./estimate-cells.ts";
import { Figure } from "./figure.tsx";
import { type IntervalChart, intervalCharts, linearDomain } from "./interval-chart.ts";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

type Worded = ConditionResult & { readonly wording: NonNullable<ConditionResult["wording"]> };

const MEASURES: readonly (readonly [name: string, read: (row: Worded) => Estimate])[] = [
  ["difference between wordings (PSS)", ({ wording }) => wording.pss],
  ["less the difference between runs", ({ wording }) => wording.excess],
  ["in parts of the difference between items", ({ wording }) => wording.normalised],
  ["together with stated confidence", ({ wording }) => wording.withConfidence],
];

/** How far ratings depend on how the question is worded. */
export function WordingFigure({ result, kinds }: { readonly result: StudyResult; readonly kinds: ArmKinds }) {
  const worded = useMemo(
    () =>
      result.conditions.flatMap((row): readonly Worded[] =>
        row.wording ? [{ ...row, wording: row.wording }] : [],
      ),
    [result],
  );
  const { rows, controls } = useRows(worded, kinds);
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
  if (worded.length === 0) return null;

  const all = rows.flatMap((row) => MEASURES.map(([name, read]) => ({ row, name, estimate: read(row) })));
  return (
    <Figure
      title="How much hangs on the wording?"
      label="Sensitivity to wording of each panel with its interval, one chart for each measure; the table below holds the numbers."
      draw={draw}
      controls={controls}
      table={{
        head: ["panel", "measure", "value", "interval", "n", "method"],
        rows: all.map(({ row, name, estimate }) => [
          row.label,
          name,
          ...estimateCells(estimate),
          String(estimate.n),
          methodCell(estimate),
        ]),
      }}
    >
      How far one panelist's ratings of one item move when the question is put in other words, on the scale
      from 0 to 1; what is left once the difference between two runs is taken off; and the same in parts of
      what two items differ by, so that an easy set of items does not flatter. The last is the correlation
      with stated confidence: below 0 where panelists are surer of what wording does not move.
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable
        missing={all.flatMap(({ row, name, estimate }) => absent(`${row.label}, ${name}`, estimate))}
      />
    </Figure>
  );
}
