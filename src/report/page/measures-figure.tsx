import type { ComponentChildren } from "preact";
import { useCallback, useMemo } from "preact/hooks";
import type { Estimate } from "../../domain/estimate.ts";
import { leavesOut } from "../is-claimed.ts";
import { intervalRow } from "./estimate-cells.ts";
import { Figure, type TableData } from "./figure.tsx";
import { type IntervalChart, intervalCharts } from "./interval-chart.ts";
import { linearDomain } from "./linear-domain.ts";
import { measureTable, missingMeasures } from "./measures.ts";
import { NotEstimable } from "./rests-on.tsx";

/** A number that every row of a figure has, or may have. */
export type MeasureOf<Row> = {
  readonly name: string;
  readonly read: (row: Row) => Estimate | undefined;
  /** What a value is held against: a dot is filled where its interval leaves it out. */
  readonly against?: number;
  /** What the axis shows in any case. */
  readonly anchors?: readonly number[];
};

type Props<Row> = {
  readonly title: string;
  readonly label: string;
  readonly rows: readonly (Row & { readonly label: string })[];
  readonly measures: readonly MeasureOf<Row>[];
  readonly controls?: ComponentChildren;
  readonly more?: readonly { readonly title: string; readonly table: TableData }[];
  readonly children: ComponentChildren;
};

/** Several measures of the same rows: a chart for each, since each has its own unit, and one table. */
export function MeasuresFigure<Row>({
  title,
  label,
  rows,
  measures,
  controls,
  more = [],
  children,
}: Props<Row>) {
  const told = useMemo(
    () =>
      measures.flatMap((measure) => {
        const own = rows.flatMap((row) => {
          const estimate = measure.read(row);
          return estimate ? [{ row, name: measure.name, estimate }] : [];
        });
        return own.length > 0 ? [{ ...measure, own }] : [];
      }),
    [rows, measures],
  );
  const charts = useMemo(
    () =>
      told.map(({ name, own, against, anchors }): IntervalChart => {
        const isSettled = (estimate: Estimate): boolean =>
          against === undefined || leavesOut(estimate, against);
        const groups = [
          {
            heading: name,
            rows: own.map(({ row, estimate }) =>
              intervalRow(row.label, estimate, isSettled(estimate) ? "filled" : "hollow"),
            ),
          },
        ];
        const domain = linearDomain(groups, anchors ?? (against === undefined ? [] : [against]));
        const reference = against === undefined ? {} : { reference: against };
        return { groups, scale: "linear", domain, ...reference, axis: null };
      }),
    [told],
  );
  const draw = useCallback((width: number) => intervalCharts(charts, width), [charts]);
  const all = told.flatMap(({ own }) => own);
  const isDrawn = all.some(({ estimate }) => estimate.value !== null);
  return (
    <Figure
      title={title}
      label={label}
      draw={isDrawn ? draw : null}
      controls={controls}
      table={measureTable(all)}
      more={more}
    >
      {children}
      <NotEstimable missing={missingMeasures(all)} />
    </Figure>
  );
}
