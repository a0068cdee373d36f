import { useCallback, useMemo, useState } from "preact/hooks";
import type { Generalizability } from "../../domain/reliability-result.ts";
import { formatCount, formatNumber, groupThousands } from "../format-number.ts";
import { Choice } from "./choice.tsx";
import { planChart } from "./curve-charts.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { measureTable, missingMeasures } from "./measures.ts";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { useOneRow, useRowsWith, type With } from "./use-rows.tsx";

type Planned = With<"generalizability">;

function measuresOf({ generalizability: { relative, dependability, persona, cell } }: Planned) {
  return [
    { name: "items, ranked (Eρ²)", estimate: relative },
    { name: "items, as they stand (Φ)", estimate: dependability },
    ...(persona
      ? [
          { name: "raters, ranked (Eρ²)", estimate: persona.relative },
          { name: "raters, as they stand (Φ)", estimate: persona.dependability },
        ]
      : []),
    ...(cell ? [{ name: "one rater on one item", estimate: cell }] : []),
  ];
}

function cheapestText({ plan, cheapest, target }: Generalizability): string | null {
  if (plan.length === 0 || cheapest === undefined) return null;
  const goal = target === undefined ? "the target" : `a Φ of ${formatNumber(target)}`;
  const row = cheapest === null ? undefined : plan[cheapest];
  if (!row) return `No design of the grid reaches ${goal}.`;
  const tokens = row.tokens === null ? "" : `, about ${groupThousands(Math.round(row.tokens))} tokens`;
  const money = row.money === null ? "" : `, money ${formatNumber(row.money)}`;
  const framings = row.framings > 1 ? ` in ${row.framings} wordings` : "";
  return `The cheapest design of the grid that reaches ${goal}: ${formatCount(row.raters, "rater")}, ${formatCount(row.replicates, "replicate")}${framings}, ${formatCount(row.calls, "call")}${tokens}${money}.`;
}

const AXES = [
  ["money", "money"],
  ["tokens", "tokens"],
  ["calls", "calls to the model"],
] as const;

const hasPlan = ({ generalizability }: Planned): boolean => generalizability.plan.length > 0;

/** What other designs would reach, and what they would cost. */
export function PlanFigure(props: FigureProps) {
  const { rows, controls: choices } = useRowsWith(props, "generalizability");
  const { row: chosen, controls } = useOneRow(rows, choices, hasPlan);
  const plan = useMemo(
    () =>
      (chosen?.generalizability.plan ?? []).map((row, index) => ({
        ...row,
        isCheapest: index === chosen?.generalizability.cheapest,
      })),
    [chosen],
  );
  const framings = [...new Set(plan.map((row) => String(row.framings)))];
  const [wanted, choose] = useState("");
  const framing = framings.includes(wanted) ? wanted : (framings[0] ?? "");
  const axes = AXES.filter(([id]) => plan.some((row) => (row[id] ?? 0) > 0));
  const [wantedAxis, chooseAxis] = useState("");
  const [axis, axisName] = axes.find(([id]) => id === wantedAxis) ?? axes[0] ?? AXES[2];
  const points = useMemo(
    () =>
      plan.flatMap((row) => {
        const cost = row[axis];
        return String(row.framings) === framing && cost !== null && cost > 0 ? [{ ...row, cost }] : [];
      }),
    [plan, framing, axis],
  );
  const target = chosen?.generalizability.target ?? null;
  const draw = useCallback(
    (width: number) => planChart(points, target, axisName, width),
    [points, target, axisName],
  );
  if (chosen === null) return null;

  const { detectable } = chosen.generalizability;
  const hasTokens = plan.some((row) => row.tokens !== null);
  const hasMoney = plan.some((row) => row.money !== null);
  const measures = rows.flatMap((row) => measuresOf(row).map((measure) => ({ ...measure, row })));
  const cheapest = cheapestText(chosen.generalizability);
  return (
    <Figure
      title="What another design would reach"
      label="Dependability of the panel's mean against what it costs, a line for each number of replicates, with the cheapest design that is good enough; the tables below hold the numbers."
      draw={points.length > 0 ? draw : null}
      controls={
        <>
          {controls}
          <Choice
            label="Wordings"
            value={framing}
            options={framings.map((id) => [id, id])}
            onChange={choose}
          />
          <Choice label="Cost in" value={axis} options={axes} onChange={chooseAxis} />
        </>
      }
      table={measureTable(measures, "reliability of")}
      more={
        plan.length > 0
          ? [
              {
                title: `The grid of designs: ${chosen.label}`,
                table: {
                  head: [
                    "raters",
                    "replicates",
                    "wordings",
                    "Eρ²",
                    "Φ",
                    "calls",
                    ...(hasTokens ? ["tokens"] : []),
                    ...(hasMoney ? ["money"] : []),
                    "remark",
                  ],
                  rows: plan.map((row) => [
                    String(row.raters),
                    String(row.replicates),
                    String(row.framings),
                    formatNumber(row.relative),
                    formatNumber(row.dependability),
                    groupThousands(row.calls),
                    ...(hasTokens
                      ? [row.tokens === null ? "–" : groupThousands(Math.round(row.tokens))]
                      : []),
                    ...(hasMoney ? [row.money === null ? "–" : formatNumber(row.money)] : []),
                    row.isCheapest ? "the cheapest that is good enough" : "–",
                  ]),
                },
              },
            ]
          : []
      }
    >
      <bdi>{chosen.label}</bdi>: how far the mean of a panel would tell these items apart, from the components
      of its variance.
      {plan.length > 0 &&
        " A line for each number of replicates (1× is one run a panelist), a point for each number of panelists; costs are those of the same items."}
      {plan.length > 0 && !hasTokens && " What a call takes in tokens is not known here."}
      {cheapest !== null && ` ${cheapest}`}
      {detectable != null &&
        ` The smallest difference from another arm of this size that would be found with 80% power: ${formatNumber(detectable)} on the rating scale.`}
      <RestsOn rows={[chosen.n]} />
      <NotEstimable missing={missingMeasures(measures)} />
    </Figure>
  );
}
