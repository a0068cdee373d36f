import { useCallback } from "preact/hooks";
import type { AlternativeAnnotator } from "../../domain/people-result.ts";
import { formatNumber, formatPercent } from "../format-number.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { type IntervalRow, intervalChart } from "./interval-chart.ts";
import { DotLegend } from "./legend.tsx";
import { NotEstimable } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

const NONE: readonly AlternativeAnnotator[] = [];
/** The panel passes where it holds its own against at least this share of the annotators. */
const HALF = 0.5;

function testRow(row: AlternativeAnnotator): IntervalRow {
  const { winningRate, advantageProbability, passed } = row;
  const advantage = advantageProbability === null ? "" : `; nearer in ${formatPercent(advantageProbability)}`;
  return {
    label: `ε ${row.epsilon}`,
    value: winningRate,
    low: null,
    high: null,
    text:
      winningRate === null
        ? "not estimable"
        : `${formatPercent(winningRate)}${advantage}${passed ? "; passes" : ""}`,
    mark: passed ? "filled" : "hollow",
  };
}

/** May a panel stand in for one of the annotators? */
export function AnnotatorFigure({ result, kinds }: FigureProps) {
  const { rows, controls } = useRows(result.alternativeAnnotator ?? NONE, kinds);
  const draw = useCallback(
    (width: number) =>
      intervalChart(
        {
          groups: [...Map.groupBy(rows, ({ label }) => label)].map(([heading, ofOne]) => ({
            heading,
            rows: ofOne.map(testRow),
          })),
          scale: "linear",
          domain: [-0.02, 1.02],
          ticks: [0, 0.25, 0.5, 0.75, 1],
          reference: HALF,
          axis: "share of annotators that the panel is as good as",
        },
        width,
      ),
    [rows],
  );
  if (!result.alternativeAnnotator?.length) return null;

  const isKnown = rows.some((row) => row.winningRate !== null);
  return (
    <Figure
      title="Could a panel stand in for an annotator?"
      label="For each panel and allowance, the share of annotators that it holds its own against, with a line at one half; the table below holds the numbers."
      draw={isKnown ? draw : null}
      controls={controls}
      legend={
        <DotLegend
          entries={[
            { mark: "filled", text: "passes: as good as at least half of the annotators" },
            { mark: "hollow", text: "does not" },
          ]}
        />
      }
      table={{
        head: ["panel", "ε", "winning rate", "advantage probability", "passes"],
        rows: rows.map(({ label, epsilon, winningRate, advantageProbability, passed }) => [
          label,
          String(epsilon),
          winningRate === null ? "not estimable" : formatNumber(winningRate),
          advantageProbability === null ? "–" : formatNumber(advantageProbability),
          passed === null ? "–" : passed ? "yes" : "no",
        ]),
      }}
    >
      The alternative annotator test leaves out one annotator at a time and asks who is nearer to the others,
      the annotator or the panel. ε is what replacing a person may cost: 0.1 against a crowd, 0.15 against
      skilled annotators, 0.2 against experts. "Nearer in" is the share of items on which the panel is at
      least as near as the annotator. Only annotators who share at least 30 items with the panel and with
      another annotator are counted.
      <NotEstimable
        missing={rows.flatMap((row) =>
          row.winningRate === null
            ? [{ what: `${row.label}, ε ${row.epsilon}`, reason: row.reason ?? "it was not computed" }]
            : [],
        )}
      />
    </Figure>
  );
}
