import { useCallback, useMemo } from "preact/hooks";
import type { SystemComparison } from "../../domain/comparison-result.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { formatCount } from "../format-number.ts";
import { isClaimed } from "../is-claimed.ts";
import { absent, estimateCells, intervalRow, methodCell, pCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { intervalChart } from "./interval-chart.ts";
import { DotLegend } from "./legend.tsx";
import { linearDomain } from "./linear-domain.ts";
import { NotEstimable, RestsOnEstimates } from "./rests-on.tsx";
import { useOneRow, useRows } from "./use-rows.tsx";

const NONE: readonly SystemComparison[] = [];
/** More pairs than these are a table, not a drawing. */
const MOST_DRAWN = 24;

const isShown = ({ difference, holmP }: SystemComparison): boolean => isClaimed(difference, holmP);

/** The systems two by two, on the items that share a source. */
export function PairsFigure({ result, kinds }: FigureProps) {
  const { rows, dimension, controls: choices } = useRows(result.systemComparisons ?? NONE, kinds);
  const panels = useMemo(
    () => [...new Set(rows.map(({ label }) => label))].map((label) => ({ label })),
    [rows],
  );
  const { row: panel, controls } = useOneRow(panels, choices);
  const pairs = useMemo(() => rows.filter(({ label }) => label === panel?.label), [rows, panel]);
  const draw = useCallback(
    (width: number) => {
      const groups = [...Map.groupBy(pairs, ({ a }) => a)].map(([a, ofOne]) => ({
        heading: `${a} less`,
        rows: ofOne.map((pair) => intervalRow(pair.b, pair.difference, isShown(pair) ? "filled" : "hollow")),
      }));
      const domain = linearDomain(groups, [0]);
      return intervalChart({ groups, scale: "linear", domain, reference: 0, axis: "difference" }, width);
    },
    [pairs],
  );
  if (pairs.length === 0) return null;

  return (
    <Figure
      title="The systems, two by two"
      label="Paired difference of every two systems with its interval, with a line at 0; the table below holds the numbers."
      draw={pairs.length <= MOST_DRAWN ? draw : null}
      controls={controls}
      legend={
        <DotLegend
          entries={[
            { mark: "filled", text: "a difference, corrected for the number of pairs" },
            { mark: "hollow", text: "no difference shown" },
          ]}
        />
      }
      table={{
        head: ["systems", "difference", "interval", "p (Holm)", "n", "method"],
        rows: pairs.map((pair) => [
          `${pair.a} less ${pair.b}`,
          ...estimateCells(pair.difference),
          pCell(pair.holmP),
          String(pair.difference.n),
          methodCell(pair.difference),
        ]),
      }}
    >
      Each difference is the first system less the second on {dimensionLabel(dimension)}
      {dimension === "*" && " dimensions"}, within items that share a source. {pairs.filter(isShown).length}{" "}
      of {formatCount(pairs.length, "pair")} differ after Holm's correction.
      <RestsOnEstimates estimates={pairs.map(({ difference }) => difference)} noun="source group" />
      <NotEstimable missing={pairs.flatMap((pair) => absent(`${pair.a} less ${pair.b}`, pair.difference))} />
    </Figure>
  );
}
