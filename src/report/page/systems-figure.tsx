import { useCallback, useMemo, useState } from "preact/hooks";
import type { StudyResult } from "../../domain/result.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { type ArmKinds, sortByArm } from "../arm-order.ts";
import { conditionKey, conditionLabels } from "../condition-label.ts";
import { formatEstimate, formatInterval, intervalOf } from "../format-estimate.ts";
import { formatNumber } from "../format-number.ts";
import { Choice } from "./choice.tsx";
import { DataTable } from "./data-table.tsx";
import { dimensionOptions } from "./dimension-options.ts";
import { Figure } from "./figure.tsx";
import { intervalChart, linearDomain } from "./interval-chart.ts";
import { NotEstimable } from "./rests-on.tsx";

/** The systems that wrote the items, by the panel's mean rating, and their paired differences. */
export function SystemsFigure({ result, kinds }: { readonly result: StudyResult; readonly kinds: ArmKinds }) {
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
        rows: rows.map(({ system, mean }) => {
          const bounds = intervalOf(mean);
          return {
            label: system,
            value: mean.value,
            low: bounds?.[0] ?? null,
            high: bounds?.[1] ?? null,
            text: mean.value === null ? "not estimable" : formatEstimate(mean),
            mark: "filled" as const,
          };
        }),
      },
    ];
    return { groups, scale: "linear" as const, domain: linearDomain(groups), axis: "mean rating" };
  }, [rows]);
  const draw = useCallback((width: number) => intervalChart(chart, width), [chart]);
  if (systems.length === 0) return null;

  const differences = (result.systemComparisons ?? []).filter(
    (row) => conditionKey(row.condition) === condition && row.dimension === dimension,
  );
  return (
    <>
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
            mean.value === null ? "not estimable" : formatNumber(mean.value),
            formatInterval(mean) ?? "–",
            String(mean.n),
            mean.value === null ? "–" : mean.method,
          ]),
        }}
      >
        Mean rating of each system's items on {dimension === "*" ? "all dimensions together" : dimension}; n
        in the table. Whether two systems differ is told by their paired difference, not by whether their
        intervals overlap.
        <NotEstimable
          missing={rows.flatMap(({ system, mean }) =>
            mean.value === null ? [{ what: system, reason: mean.reason }] : [],
          )}
        />
      </Figure>
      {differences.length > 0 && (
        <details>
          <summary>Paired differences between systems</summary>
          <DataTable
            caption="Paired differences between systems"
            table={{
              head: ["systems", "difference", "interval", "p (Holm)", "n"],
              rows: differences.map(({ a, b, difference, holmP }) => [
                `${a} less ${b}`,
                difference.value === null
                  ? `not estimable: ${difference.reason}`
                  : formatNumber(difference.value),
                formatInterval(difference) ?? "–",
                holmP === null ? "–" : holmP.toFixed(3),
                String(difference.n),
              ]),
            }}
          />
          <p class="note">Dimension: {dimensionLabel(dimension)}.</p>
        </details>
      )}
    </>
  );
}
