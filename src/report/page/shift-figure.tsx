import { useCallback, useMemo } from "preact/hooks";
import { type ArmKinds, sortByArm } from "../arm-order.ts";
import { conditionLabels } from "../condition-label.ts";
import { formatCount, formatNumber } from "../format-number.ts";
import type { Shift } from "../shifts.ts";
import { Figure } from "./figure.tsx";
import { type IntervalChart, type IntervalRow, intervalCharts } from "./interval-chart.ts";
import { linearDomain } from "./linear-domain.ts";

function signed(value: number): string {
  const text = formatNumber(value);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** An axis spans at least an eighth of the rating scale. */
function leastSpan(rows: readonly Shift[]): number {
  return Math.max(0, ...rows.map(({ scale }) => (scale ? (scale[1] - scale[0]) / 8 : 0)));
}

function intervalRow(row: Shift, label: string): IntervalRow {
  return {
    label,
    value: row.meanAfter,
    low: null,
    high: null,
    from: row.meanBefore,
    text: `${signed(row.meanAfter - row.meanBefore)}; ${row.raised + row.lowered} of ${row.pairs} moved`,
    mark: "filled",
  };
}

/** What discussion did to the ratings: their means before and after, and how many moved. */
export function ShiftFigure({
  shifts,
  kinds,
}: {
  readonly shifts: readonly Shift[];
  readonly kinds: ArmKinds;
}) {
  const rows = useMemo(() => sortByArm(shifts, (shift) => shift.condition.arm, kinds), [shifts, kinds]);
  const label = useMemo(() => conditionLabels(rows.map((row) => row.condition)), [rows]);
  const charts = useMemo(
    () =>
      [...Map.groupBy(rows, (row) => row.dimension)].map(([dimension, ofOne]): IntervalChart => {
        const groups = [
          { heading: dimension, rows: ofOne.map((row) => intervalRow(row, label(row.condition))) },
        ];
        return { groups, scale: "linear", domain: linearDomain(groups, [], leastSpan(ofOne)), axis: null };
      }),
    [rows, label],
  );
  const draw = useCallback((width: number) => intervalCharts(charts, width), [charts]);
  if (rows.length === 0) return null;

  const unpaired = rows.reduce((total, row) => total + row.unpaired, 0);
  const scales = new Set(rows.flatMap((row) => (row.scale ? [row.scale.join(" to ")] : [])));
  return (
    <Figure
      title="What the discussion moved"
      label="Mean rating before and after discussion, by dimension and arm; the table below holds the numbers."
      draw={draw}
      legend={
        <ul class="legend">
          <li>
            <span class="dot before" aria-hidden="true" />
            before, each alone
          </li>
          <li>
            <span class="dot filled" aria-hidden="true" />
            after, each alone again
          </li>
        </ul>
      }
      table={{
        head: [
          "arm",
          "dimension",
          "before",
          "after",
          "raised",
          "lowered",
          "unchanged",
          "pairs",
          "in one phase only",
        ],
        rows: rows.map((row) => [
          label(row.condition),
          row.dimension,
          formatNumber(row.meanBefore),
          formatNumber(row.meanAfter),
          ...[row.raised, row.lowered, row.pairs - row.raised - row.lowered, row.pairs, row.unpaired].map(
            String,
          ),
        ]),
      }}
    >
      Means over the ratings that the same panelist gave the same item before and after
      {scales.size === 1 ? ` (scale ${[...scales].join()})` : ""}; each axis shows the part of the scale that
      they fill. Plain counts, with no claim about what would happen again.
      {unpaired > 0 &&
        ` ${formatCount(unpaired, "rating is", "ratings are")} in one phase only and left out here.`}
    </Figure>
  );
}
