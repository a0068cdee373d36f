import { useCallback, useMemo, useState } from "preact/hooks";
import type { Comparison } from "../../domain/comparison-result.ts";
import { conditionKey } from "../../domain/condition-key.ts";
import { POOLED } from "../../domain/rubric.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { type ArmKinds, kindOf, sortByArm } from "../arm-order.ts";
import { conditionLabels } from "../condition-label.ts";
import { isClaimed } from "../is-claimed.ts";
import { oriented } from "../oriented.ts";
import { Choice } from "./choice.tsx";
import { estimateCells, intervalRow, methodCell, pCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { type IntervalChart, intervalCharts } from "./interval-chart.ts";
import { DotLegend } from "./legend.tsx";
import { linearDomain } from "./linear-domain.ts";
import { NotEstimable, RestsOnEstimates } from "./rests-on.tsx";
import { settingOf } from "./setting-of.ts";

/** What the measures are called. Others come with a name that reads as it is. */
const NAMES: Readonly<Record<string, string>> = {
  lambda: "λ",
  runVariance: "variance from run to run",
  dependability: "dependability Φ",
  alphaRun: "agreement with itself (α over runs)",
  mean: "mean rating",
  abstentionRate: "share of abstentions",
  tokensPerVerdict: "tokens of a verdict",
};
const nameOf = (measure: string): string =>
  Object.hasOwn(NAMES, measure) ? (NAMES[measure] ?? measure) : measure;

/** The parts of the notes that all rows with a note share: what the whole comparison is held to. */
function sharedNotes(rows: readonly Comparison[]): readonly string[] {
  const noted = rows.flatMap(({ note }) => (note === undefined ? [] : [note.split("; ")]));
  return [...new Set(noted.flat())].filter((part) => noted.every((parts) => parts.includes(part)));
}

/** Grounded against invented comes first, and what was rated before any discussion. */
function rankOf({ a, b }: Comparison, kinds: ArmKinds): number {
  const arms = new Set([kindOf(a.arm, kinds), kindOf(b.arm, kinds)]);
  const isQuestion = arms.has("grounded") && arms.has("invented");
  const isAlone = a.phase !== "final";
  return (isQuestion ? 0 : 2) + (isAlone ? 0 : 1);
}

/** One chart for each measure, since each has its own unit. */
function chartOf(measure: string, rows: readonly Comparison[]): IntervalChart {
  const groups = [
    {
      heading: nameOf(measure),
      rows: rows.map(({ dimension, difference, holmP }) =>
        intervalRow(
          dimensionLabel(dimension),
          difference,
          isClaimed(difference, holmP) ? "filled" : "hollow",
        ),
      ),
    },
  ];
  return { groups, scale: "linear", domain: linearDomain(groups, [0]), reference: 0, axis: null };
}

/** Two arms set against one another on the same items: grounded against invented, where both ran. */
export function ComparisonFigure({ result, kinds }: FigureProps) {
  const comparisons = useMemo(
    () =>
      sortByArm(
        sortByArm(
          (result.comparisons ?? []).map((row) => oriented(row, kinds)),
          (row) => row.b.arm,
          kinds,
        ),
        (row) => row.a.arm,
        kinds,
      ),
    [result, kinds],
  );
  const label = useMemo(() => conditionLabels(comparisons.flatMap(({ a, b }) => [a, b])), [comparisons]);
  const pairKey = ({ a, b }: Comparison): string => `${conditionKey(a)} ${conditionKey(b)}`;
  const pairs = new Map(comparisons.map((row) => [pairKey(row), row]));
  const opening = [...pairs.values()].toSorted((a, b) => rankOf(a, kinds) - rankOf(b, kinds))[0];
  const [chosen, choose] = useState(opening ? pairKey(opening) : "");
  const rows = useMemo(() => {
    const ofPair = comparisons.filter((row) => pairKey(row) === chosen);
    return ofPair.toSorted((a, b) => Number(b.dimension === POOLED) - Number(a.dimension === POOLED));
  }, [comparisons, chosen]);
  const charts = useMemo(
    () => [...Map.groupBy(rows, (row) => row.measure)].map(([measure, ofOne]) => chartOf(measure, ofOne)),
    [rows],
  );
  const draw = useCallback((width: number) => intervalCharts(charts, width), [charts]);
  const pair = pairs.get(chosen);
  if (!pair) return null;

  const settings = new Set([...pairs.values()].map(({ a }) => settingOf(a)));
  const models = new Set([...pairs.values()].map(({ a }) => a.model));
  /** Arms by their names and, once for both, how they rated; other pairs by all that tells them apart. */
  const sidesOf = ({ a, b }: Comparison): readonly [string, string, string] => {
    if (a.arm === b.arm) return [label(a), label(b), ""];
    const where = [
      ...(settings.size > 1 ? [settingOf(a)] : []),
      ...(models.size > 1 ? [a.model ?? "no model"] : []),
    ];
    return [a.arm, b.arm, where.length > 0 ? ` (${where.join(", ")})` : ""];
  };
  const [first, second, where] = sidesOf(pair);

  const notes = sharedNotes(rows);
  return (
    <Figure
      title={`Side by side: ${first} and ${second}${where}`}
      label={`Differences between ${first} and ${second} with their intervals, one chart for each measure, with a line at 0; the table below holds the numbers.`}
      draw={draw}
      controls={
        <Choice
          label="Arms"
          value={chosen}
          options={[...pairs].map(([key, each]) => {
            const [one, other, how] = sidesOf(each);
            return [key, `${one} against ${other}${how}`];
          })}
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
        head: ["measure", "dimension", "difference", "interval", "p (Holm)", "n", "note", "method"],
        rows: rows.map(({ measure, dimension, difference, holmP, note }) => [
          nameOf(measure),
          dimensionLabel(dimension),
          ...estimateCells(difference),
          pCell(holmP),
          String(difference.n),
          note
            ?.split("; ")
            .filter((part) => !notes.includes(part))
            .join("; ") || "–",
          methodCell(difference),
        ]),
      }}
    >
      Each difference is {first} less {second}, on the same items; p is Holm's, over the dimensions.
      {notes.length > 0 && (
        <>
          {" "}
          Held to: <bdi>{notes.join("; ")}</bdi>.
        </>
      )}
      <RestsOnEstimates estimates={rows.map(({ difference }) => difference)} noun="item" />
      <NotEstimable
        missing={rows.flatMap(({ measure, dimension, difference }) =>
          difference.value === null
            ? [{ what: `${nameOf(measure)}, ${dimensionLabel(dimension)}`, reason: difference.reason }]
            : [],
        )}
      />
    </Figure>
  );
}
