import { useCallback, useMemo, useState } from "preact/hooks";
import type { Estimate } from "../../domain/estimate.ts";
import type { StudyResult } from "../../domain/result.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { type ArmKinds, kindOf, sortByArm } from "../arm-order.ts";
import { conditionKey, conditionLabels } from "../condition-label.ts";
import { formatEstimate, formatInterval, intervalOf } from "../format-estimate.ts";
import { formatNumber } from "../format-number.ts";
import { Choice } from "./choice.tsx";
import { Figure } from "./figure.tsx";
import { type IntervalChart, type IntervalRow, intervalCharts, linearDomain } from "./interval-chart.ts";
import { DotLegend } from "./legend.tsx";
import { NotEstimable } from "./rests-on.tsx";

type Comparison = NonNullable<StudyResult["comparisons"]>[number];

const SIGNIFICANT = 0.05;

/** Whether a difference may be claimed: its interval leaves 0 out, and so it stays after Holm's correction. */
function isClaimed(difference: Estimate, holmP: number | null): boolean {
  const bounds = intervalOf(difference);
  if (bounds === null || (bounds[0] <= 0 && bounds[1] >= 0)) return false;
  return holmP === null || holmP < SIGNIFICANT;
}

function intervalRow({ difference, dimension, holmP }: Comparison): IntervalRow {
  const bounds = intervalOf(difference);
  return {
    label: dimensionLabel(dimension),
    value: difference.value,
    low: bounds?.[0] ?? null,
    high: bounds?.[1] ?? null,
    text: difference.value === null ? "not estimable" : formatEstimate(difference),
    mark: isClaimed(difference, holmP) ? "filled" : "hollow",
  };
}

/** One chart for each measure, since each has its own unit. */
function chartOf(measure: string, rows: readonly Comparison[]): IntervalChart {
  const groups = [{ heading: measure, rows: rows.map(intervalRow) }];
  return { groups, scale: "linear", domain: linearDomain(groups, [0]), reference: 0, axis: null };
}

/** Two arms set against one another on the same items: grounded against invented, where both ran. */
export function ComparisonFigure({
  result,
  kinds,
}: {
  readonly result: StudyResult;
  readonly kinds: ArmKinds;
}) {
  const comparisons = useMemo(
    () =>
      sortByArm(
        sortByArm(result.comparisons ?? [], (row) => row.b.arm, kinds),
        (row) => row.a.arm,
        kinds,
      ),
    [result, kinds],
  );
  const label = useMemo(() => conditionLabels(comparisons.flatMap(({ a, b }) => [a, b])), [comparisons]);
  const pairKey = ({ a, b }: Comparison): string => `${conditionKey(a)} ${conditionKey(b)}`;
  const pairs = new Map(comparisons.map((row) => [pairKey(row), row]));
  const wanted = [...pairs.values()].find(
    ({ a, b }) => kindOf(a.arm, kinds) === "grounded" && kindOf(b.arm, kinds) === "invented",
  );
  const first = wanted ?? [...pairs.values()][0];
  const [chosen, choose] = useState(first ? pairKey(first) : "");
  const rows = useMemo(() => comparisons.filter((row) => pairKey(row) === chosen), [comparisons, chosen]);
  const charts = useMemo(
    () => [...Map.groupBy(rows, (row) => row.measure)].map(([measure, ofOne]) => chartOf(measure, ofOne)),
    [rows],
  );
  const draw = useCallback((width: number) => intervalCharts(charts, width), [charts]);
  const pair = pairs.get(chosen);
  if (!pair) return null;

  const notes = [...new Set(rows.flatMap((row) => row.note ?? []))];
  return (
    <Figure
      title={`Side by side: ${label(pair.a)} and ${label(pair.b)}`}
      label={`Differences between ${label(pair.a)} and ${label(pair.b)} with their intervals, one chart for each measure, with a line at 0; the table below holds the numbers.`}
      draw={draw}
      controls={
        <Choice
          label="Arms"
          value={chosen}
          options={[...pairs].map(([key, { a, b }]) => [key, `${label(a)} against ${label(b)}`])}
          onChange={choose}
        />
      }
      legend={
        <DotLegend
          entries={[
            {
              mark: "filled",
              text: "a difference: the interval leaves 0 out, corrected for the number of dimensions",
            },
            { mark: "hollow", text: "no difference shown" },
          ]}
        />
      }
      table={{
        head: ["measure", "dimension", "difference", "interval", "p (Holm)", "n"],
        rows: rows.map(({ measure, dimension, difference, holmP }) => [
          measure,
          dimensionLabel(dimension),
          difference.value === null ? "not estimable" : formatNumber(difference.value),
          formatInterval(difference) ?? "–",
          holmP === null ? "–" : holmP.toFixed(3),
          String(difference.n),
        ]),
      }}
    >
      Each difference is {label(pair.a)} less {label(pair.b)}, on the same items.
      {notes.length > 0 && (
        <>
          {" "}
          Held to: <bdi>{notes.join("; ")}</bdi>.
        </>
      )}
      <NotEstimable
        missing={rows.flatMap(({ measure, dimension, difference }) =>
          difference.value === null
            ? [{ what: `${measure}, ${dimensionLabel(dimension)}`, reason: difference.reason }]
            : [],
        )}
      />
    </Figure>
  );
}
