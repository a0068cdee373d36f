import { useCallback, useMemo, useState } from "preact/hooks";
import { type AloneRow, aloneRows } from "../alone-rows.ts";
import { Choice } from "./choice.tsx";
import { dimensionOptions } from "./dimension-options.ts";
import { estimateCells, intervalRow, methodCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { intervalChart } from "./interval-chart.ts";
import { linearDomain } from "./linear-domain.ts";
import { NotEstimable, RestsOn } from "./rests-on.tsx";

type Stable = AloneRow & { readonly stability: NonNullable<AloneRow["stability"]> };

/** Krippendorff's α over runs of one panelist and over panelists. */
export function StabilityFigure({ result, kinds }: FigureProps) {
  const all = useMemo(
    () =>
      aloneRows(result, kinds).flatMap((row): readonly Stable[] =>
        row.stability ? [{ ...row, stability: row.stability }] : [],
      ),
    [result, kinds],
  );
  const options = dimensionOptions(all.map((row) => row.dimension));
  const [chosen, choose] = useState(options[0]?.[0] ?? "");
  const rows = useMemo(() => all.filter((row) => row.dimension === chosen), [all, chosen]);
  const chart = useMemo(() => {
    const groups = rows.map((row) => ({
      heading: row.label,
      rows: [
        intervalRow("with itself (runs)", row.stability.alphaRun, "filled"),
        intervalRow("with the others", row.stability.alphaPanel, "quiet"),
      ],
    }));
    const domain = linearDomain(groups, [0, 1]);
    return { groups, scale: "linear" as const, domain, reference: 0, axis: "Krippendorff's α" };
  }, [rows]);
  const draw = useCallback((width: number) => intervalChart(chart, width), [chart]);
  if (all.length === 0) return null;

  const estimates = rows.flatMap((row) => [
    { what: row.label, part: "runs", estimate: row.stability.alphaRun },
    { what: row.label, part: "panelists", estimate: row.stability.alphaPanel },
  ]);
  return (
    <Figure
      title="Who agrees with whom"
      label="Krippendorff's alpha over runs and over panelists with intervals, by arm; the table below holds the numbers."
      draw={draw}
      controls={<Choice label="Dimension" value={chosen} options={options} onChange={choose} />}
      table={{
        head: ["arm", "agreement over", "α", "interval", "n", "method"],
        rows: estimates.map(({ what, part, estimate }) => [
          what,
          part,
          ...estimateCells(estimate),
          String(estimate.n),
          methodCell(estimate),
        ]),
      }}
    >
      How far a panelist agrees with itself when asked again, and the panelists with one another. Disagreement
      between panelists is worth something only where each agrees with itself.
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable
        missing={estimates.flatMap(({ what, part, estimate }) =>
          estimate.value === null ? [{ what: `${what}, ${part}`, reason: estimate.reason }] : [],
        )}
      />
    </Figure>
  );
}
