import { useCallback, useMemo } from "preact/hooks";
import { POOLED } from "../../domain/rubric.ts";
import { type AloneRow, aloneRows, dimensionLabel, missingCount } from "../alone-rows.ts";
import { formatEstimate, formatInterval } from "../format-estimate.ts";
import { formatNumber } from "../format-number.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { type IntervalChart, type IntervalRow, intervalChart } from "./interval-chart.ts";
import { DotLegend } from "./legend.tsx";
import { NotEstimable, RestsOn } from "./rests-on.tsx";

const TICKS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300];
const MARKS = { signal: "filled", noise: "quiet", undetermined: "hollow" } as const;

type WithSignal = AloneRow & { readonly signal: NonNullable<AloneRow["signal"]> };

function intervalRow(row: WithSignal): IntervalRow {
  const { lambda, verdict } = row.signal;
  const isKnown = lambda.value !== null;
  return {
    label: row.label,
    value: lambda.value,
    low: (isKnown ? lambda.low : undefined) ?? null,
    high: (isKnown ? lambda.high : undefined) ?? null,
    text: isKnown ? `${formatEstimate(lambda)} ${verdict}` : "not estimable",
    mark: MARKS[verdict],
  };
}

/** A log axis from .03 to 30, longer where the data need it, and never so long that 1 is lost. */
function logDomain(rows: readonly IntervalRow[]): readonly [number, number] {
  const bounds = rows.flatMap((row) => [row.value, row.low, row.high]).filter((value) => value !== null);
  const positive = bounds.filter((value) => value > 0);
  return [Math.max(0.01, Math.min(0.05, ...positive) * 0.9), Math.min(300, Math.max(20, ...positive) * 1.1)];
}

/** λ with its interval, for each dimension and arm: the forest plot behind the headline. */
export function LambdaFigure({ result, kinds }: FigureProps) {
  const rows = useMemo(
    () =>
      aloneRows(result, kinds).flatMap((row): readonly WithSignal[] =>
        row.signal ? [{ ...row, signal: row.signal }] : [],
      ),
    [result, kinds],
  );
  const chart = useMemo((): IntervalChart => {
    const dimensions = [...new Set(rows.map((row) => row.dimension))];
    const ordered = [
      ...dimensions.filter((id) => id === POOLED),
      ...dimensions.filter((id) => id !== POOLED),
    ];
    const groups = ordered.map((dimension) => ({
      heading: dimension === POOLED ? "All dimensions together" : dimension,
      rows: rows.filter((row) => row.dimension === dimension).map(intervalRow),
    }));
    const domain = logDomain(groups.flatMap((group) => group.rows));
    return {
      groups,
      scale: "log",
      domain,
      ticks: TICKS.filter((tick) => tick >= domain[0] && tick <= domain[1]),
      reference: 1,
      sides: ["noise", "persona"],
      axis: "λ (log scale)",
    };
  }, [rows]);
  const draw = useCallback((width: number) => intervalChart(chart, width), [chart]);
  if (rows.length === 0) return null;

  const missing = rows.flatMap((row) =>
    row.signal.lambda.value === null
      ? [
          {
            what: `${row.label}, ${dimensionLabel(row.dimension)}`,
            reason: row.signal.lambda.reason,
          },
        ]
      : [],
  );
  return (
    <Figure
      title="How large is the persona against a rerun?"
      label="Forest plot of λ with its interval, by dimension and arm, on a log axis with a line at 1; the table below holds the numbers."
      draw={draw}
      legend={
        <DotLegend
          entries={[
            { mark: "filled", text: "signal: the whole interval lies above 1" },
            { mark: "quiet", text: "noise: the whole interval lies below 1" },
            { mark: "hollow", text: "undetermined" },
          ]}
        />
      }
      table={{
        head: [
          "arm",
          "dimension",
          "λ",
          "interval",
          "verdict",
          "permutation p",
          "items",
          "raters",
          "replicates",
          "ratings",
          "missing",
        ],
        rows: rows.map((row) => [
          row.label,
          dimensionLabel(row.dimension),
          row.signal.lambda.value === null ? "not estimable" : formatNumber(row.signal.lambda.value),
          formatInterval(row.signal.lambda) ?? "–",
          row.signal.lambda.value === null ? "–" : row.signal.verdict,
          row.signal.permutationP === null ? "–" : row.signal.permutationP.toFixed(3),
          ...[row.n.items, row.n.raters, row.n.replicates, row.n.ratings, missingCount(row.n)].map(String),
        ]),
      }}
    >
      From the ratings that panelists gave alone, before any discussion. An arrowhead marks an interval or a
      value that runs off the axis, among them all values of 0 and below.
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable missing={missing} />
    </Figure>
  );
}
