import { useCallback, useMemo, useState } from "preact/hooks";
import { conditionKey } from "../../domain/condition-key.ts";
import { sortByArm } from "../arm-order.ts";
import { conditionLabels } from "../condition-label.ts";
import { Choice } from "./choice.tsx";
import { dimensionOptions } from "./dimension-options.ts";
import { estimateCells, intervalRow, methodCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { intervalChart } from "./interval-chart.ts";
import { linearDomain } from "./linear-domain.ts";
import { NotEstimable } from "./rests-on.tsx";

/** The systems that wrote the items, by the panel's mean rating, and their paired differences. */
export function SystemsFigure({ result, kinds }: FigureProps) {
  const systems = useMemo(
    () => sortByArm(result.systems ?? [], (row) => row.condition.arm, kinds),
    [result, kinds],
  );
  const label = useMemo(() => conditionLabels(systems.map((row) => row.condition)), [systems]);
  const conditions = new Map(systems.map((row) => [conditionKey(row.condition), row.condition]));
  const [condition, chooseCondition] = useState([...conditions.keys()][0] ?? "");
  const ofCondition = useMemo(
    () => systems.filter((row) => conditionKey(row.condition) === condition),
    [systems, condition],
  );
  const dimensions = dimensionOptions(ofCondition.map((row) => row.dimension));
  const [wanted, chooseDimension] = useState(dimensions[0]?.[0] ?? "");
  const dimension = dimensions.some(([id]) => id === wanted) ? wanted : (dimensions[0]?.[0] ?? "");
  const rows = useMemo(() => {
    const shown = ofCondition.filter((row) => row.dimension === dimension);
    return shown.toSorted((a, b) => (b.mean.value ?? -Infinity) - (a.mean.value ?? -Infinity));
  }, [ofCondition, dimension]);
  const chart = useMemo(() => {
    const groups = [
      {
        heading: null,
        rows: rows.map(({ system, mean }) => intervalRow(system, mean, "filled")),
      },
    ];
    return { groups, scale: "linear" as const, domain: linearDomain(groups), axis: "mean rating" };
  }, [rows]);
  const draw = useCallback((width: number) => intervalChart(chart, width), [chart]);
  if (systems.length === 0) return null;

  return (
    <Figure
      title="The systems, by the panel"
      label="Mean rating of each system with its interval; the table below holds the numbers."
      draw={draw}
      controls={
        <>
          <Choice
            label="Panel"
            value={condition}
            options={[...conditions].map(([key, value]) => [key, label(value)])}
            onChange={chooseCondition}
          />
          <Choice label="Dimension" value={dimension} options={dimensions} onChange={chooseDimension} />
        </>
      }
      table={{
        head: ["system", "mean", "interval", "n", "method"],
        rows: rows.map(({ system, mean }) => [
          system,
          ...estimateCells(mean),
          String(mean.n),
          methodCell(mean),
        ]),
      }}
    >
      Mean rating of each system's items on {dimension === "*" ? "all dimensions together" : dimension}; n in
      the table. Whether two systems differ is told by their paired difference, not by whether their intervals
      overlap.
      <NotEstimable
        missing={rows.flatMap(({ system, mean }) =>
          mean.value === null ? [{ what: system, reason: mean.reason }] : [],
        )}
      />
    </Figure>
  );
}
