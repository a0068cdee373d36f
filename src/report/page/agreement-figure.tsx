import { useCallback, useMemo, useState } from "preact/hooks";
import type { Agreement } from "../../domain/people-result.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { formatNumber } from "../format-number.ts";
import { leavesOut } from "../is-claimed.ts";
import { Choice } from "./choice.tsx";
import { absent, estimateCells, intervalRow, methodCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { intervalChart } from "./interval-chart.ts";
import { DotLegend } from "./legend.tsx";
import { linearDomain } from "./linear-domain.ts";
import { NotEstimable, RestsOnEstimates } from "./rests-on.tsx";
import { useRows } from "./use-rows.tsx";

const LEVELS = [
  { id: "sample", name: "over all items" },
  { id: "summary", name: "within source groups" },
  { id: "system", name: "between the systems' means" },
] as const;
const MEASURES = [
  ["spearman", "Spearman"],
  ["pearson", "Pearson"],
  ["kendall", "Kendall"],
] as const;
const NONE: readonly Agreement[] = [];

function agreementRow(row: Agreement & { readonly label: string }) {
  const { estimate, ceiling, label } = row;
  const limit = ceiling?.value ?? null;
  const drawn = intervalRow(label, estimate, leavesOut(estimate, 0) ? "filled" : "hollow");
  if (limit === null) return drawn;
  const text = estimate.value === null ? `${drawn.text}; ceiling` : `${drawn.text} of`;
  return { ...drawn, limit, text: `${text} ${formatNumber(limit)}` };
}

/** How far the panels rank items as people do, under what people reach with one another. */
export function AgreementFigure({ result, kinds }: FigureProps) {
  const { rows, dimension, controls } = useRows(result.agreement ?? NONE, kinds);
  const [measure, choose] = useState<string>("spearman");
  const shown = useMemo(() => rows.filter((row) => row.measure === measure), [rows, measure]);
  const levels = useMemo(
    () =>
      LEVELS.flatMap((level) => {
        const ofLevel = shown.filter((row) => row.level === level.id);
        return ofLevel.length > 0 ? [{ ...level, rows: ofLevel }] : [];
      }),
    [shown],
  );
  const draw = useCallback(
    (width: number) => {
      const groups = levels.map(({ name, rows: ofLevel }) => ({
        heading: name,
        rows: ofLevel.map(agreementRow),
      }));
      const [low, high] = linearDomain(groups, [0, 1]);
      const domain = [Math.max(-1.05, low), Math.min(1.05, high)] as const;
      return intervalChart({ groups, scale: "linear", domain, reference: 0, axis: "correlation" }, width);
    },
    [levels],
  );
  if (!result.agreement?.length) return null;

  const nameOf = (row: Agreement): string => LEVELS.find(({ id }) => id === row.level)?.name ?? row.level;
  const leftOut = Math.max(0, ...shown.map((row) => row.groupsLeftOut));
  const flagged = shown.filter((row) => row.flag !== undefined);
  const hasCeiling = shown.some((row) => row.ceiling?.value != null);
  return (
    <Figure
      title="Do the panels rank as people do?"
      label="Correlation of each panel with people at each level, with its interval and the ceiling that people set; the table below holds the numbers."
      draw={draw}
      controls={
        <>
          {controls}
          <Choice label="Correlation" value={measure} options={MEASURES} onChange={choose} />
        </>
      }
      legend={
        <DotLegend
          entries={[
            { mark: "filled", text: "the interval leaves 0 out" },
            { mark: "hollow", text: "it does not" },
            ...(hasCeiling
              ? [{ mark: "stroke" as const, text: "ceiling: one annotator against the others" }]
              : []),
          ]}
        />
      }
      table={{
        head: [
          "panel",
          "level",
          "correlation",
          "value",
          "interval",
          "n",
          "ceiling",
          "its interval",
          "groups left out",
          "remark",
          "method",
        ],
        rows: rows.map((row) => [
          row.label,
          nameOf(row),
          row.measure,
          ...estimateCells(row.estimate),
          String(row.estimate.n),
          ...(row.ceiling ? estimateCells(row.ceiling) : ["–", "–"]),
          String(row.groupsLeftOut),
          row.flag ?? "–",
          methodCell(row.estimate),
        ]),
      }}
    >
      The panel's mean against people's mean on {dimension === "*" ? "all dimensions" : dimension}: over all
      items, among items that share a source, and between the means of the systems that wrote them. Nobody can
      be asked to agree with people better than people do: the ceiling is each annotator against the mean of
      the others.
      <RestsOnEstimates estimates={shown.map((row) => row.estimate)} noun="rated item" />
      {leftOut > 0 &&
        ` Up to ${leftOut} source groups are left out within groups, where one side does not vary.`}
      {flagged.length > 0 &&
        ` ${flagged.map((row) => `${row.label} ${nameOf(row)}`).join("; ")}: ${flagged[0]?.flag ?? ""}.`}
      <NotEstimable
        missing={[
          ...shown.flatMap((row) => absent(`${row.label}, ${nameOf(row)}`, row.estimate)),
          ...shown.flatMap((row) =>
            row.ceiling
              ? absent(`the ceiling, ${nameOf(row)}, ${dimensionLabel(row.dimension)}`, row.ceiling)
              : [],
          ),
        ]}
      />
    </Figure>
  );
}
