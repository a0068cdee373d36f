import { useCallback, useMemo } from "preact/hooks";
import type { Estimate } from "../../domain/estimate.ts";
import type { Distribution } from "../../domain/people-result.ts";
import { absent, estimateCells, intervalRow, methodCell, pCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { type IntervalChart, intervalCharts } from "./interval-chart.ts";
import { linearDomain } from "./linear-domain.ts";
import { NotEstimable, RestsOnEstimates } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

type Part = { readonly name: string; readonly estimate: Estimate; readonly isPanel: boolean };

const NONE: readonly Distribution[] = [];

function named(name: string, estimate: Estimate | undefined): readonly Part[] {
  return estimate ? [{ name, estimate, isPanel: false }] : [];
}

function divergences(row: Distribution): readonly Part[] {
  return [
    { name: "the panel", estimate: row.jensenShannon, isPanel: true },
    ...named("shuffled labels", row.shuffledBaseline),
    ...named("pooled votes", row.marginalBaseline),
  ];
}

function entropies(row: Distribution): readonly Part[] {
  return [
    { name: "the panel", estimate: row.entropyCorrelation, isPanel: true },
    ...named("shuffled labels", row.shuffledEntropyBaseline),
  ];
}

function chartOf(
  rows: readonly (Distribution & { readonly label: string })[],
  parts: (row: Distribution) => readonly Part[],
  axis: string,
): IntervalChart {
  const groups = rows.map((row) => ({
    heading: row.label,
    rows: parts(row).map(({ name, estimate, isPanel }) =>
      intervalRow(name, estimate, isPanel ? "filled" : "quiet"),
    ),
  }));
  return { groups, scale: "linear", domain: linearDomain(groups, [0]), reference: 0, axis };
}

/** Does a panel disagree as people disagree? */
export function DistributionFigure({ result, kinds }: FigureProps) {
  const { rows, controls } = useRows(result.distribution ?? NONE, kinds);
  const charts = useMemo(
    () => [
      chartOf(rows, divergences, "divergence from people's votes"),
      chartOf(rows, entropies, "correlation of the two disagreements over items"),
    ],
    [rows],
  );
  const draw = useCallback((width: number) => intervalCharts(charts, width), [charts]);
  if (!result.distribution?.length) return null;

  const all = rows.flatMap((row) => [
    ...divergences(row).map((part) => ({ ...part, row, of: "divergence" })),
    ...entropies(row).map((part) => ({ ...part, row, of: "correlation of disagreement" })),
    ...named("gain over shuffled labels", row.gain).map((part) => ({ ...part, row, of: "divergence" })),
  ]);
  const better = rows.filter((row) => row.beatsBaselines === true).map((row) => row.label);
  const judged = rows.some((row) => row.beatsBaselines !== undefined);
  return (
    <Figure
      title="Does the panel disagree as people do?"
      label="For each panel the divergence of its votes from people's and how the two disagreements go together over items, with baselines; the table below holds the numbers."
      draw={draw}
      controls={controls}
      table={{
        head: ["panel", "measure", "of", "value", "interval", "n", "share of shuffles as near", "method"],
        rows: all.map(({ row, of, name, estimate, isPanel }) => [
          row.label,
          of,
          name,
          ...estimateCells(estimate),
          String(estimate.n),
          isPanel && of === "divergence" ? pCell(row.shuffledP) : "–",
          methodCell(estimate),
        ]),
      }}
    >
      Each panelist casts one vote an item; the votes are set against people's. A panel that merely spreads as
      its runs do comes out like its own <b>shuffled labels</b>; one that knows only how people vote at large
      comes out like their <b>pooled votes</b>.
      {judged &&
        (better.length > 0
          ? ` Nearer to people than both: ${better.join(", ")}.`
          : " No panel here is shown to be nearer to people than both.")}
      <RestsOnEstimates estimates={rows.map((row) => row.jensenShannon)} noun="rated item" />
      <NotEstimable
        missing={all.flatMap(({ row, of, name, estimate }) =>
          absent(`${row.label}, ${of}, ${name}`, estimate),
        )}
      />
    </Figure>
  );
}
