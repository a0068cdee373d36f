import { useCallback, useMemo, useState } from "preact/hooks";
import type { Components } from "../../domain/condition-result.ts";
import { POOLED } from "../../domain/rubric.ts";
import { type AloneRow, aloneRows, missingCount } from "../alone-rows.ts";
import { formatPercent } from "../format-number.ts";
import { Choice } from "./choice.tsx";
import { dimensionOptions } from "./dimension-options.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { PARTS, partsOf, varianceChart, varianceText, withoutItem } from "./variance-chart.ts";

type Split = AloneRow & { readonly components: Components };

/** Above this share the item leaves no room to see the others. */
const MOSTLY_ITEM = 0.75;

/** Where the variance of the ratings comes from: one bar an arm. */
export function VarianceFigure({ result, kinds }: FigureProps) {
  const alone = useMemo(() => aloneRows(result, kinds), [result, kinds]);
  const options = dimensionOptions(alone.filter((row) => row.components).map((row) => row.dimension));
  const [chosen, choose] = useState(options[0]?.[0] ?? POOLED);
  const rows = useMemo(
    () =>
      alone.flatMap((row): readonly Split[] =>
        row.dimension === chosen && row.components ? [{ ...row, components: row.components }] : [],
      ),
    [alone, chosen],
  );
  const bars = useMemo(
    () => rows.map((row) => ({ label: row.label, parts: partsOf(row.components) })),
    [rows],
  );
  const drawn = useMemo(
    () =>
      bars.flatMap(({ label, parts }) => {
        const item = parts.find(({ id }) => id === "item")?.share ?? 0;
        if (item <= MOSTLY_ITEM) return [{ label, parts }];
        return [
          { label, parts },
          { label: `${label}, the rest without the item`, parts: withoutItem(parts) },
        ];
      }),
    [bars],
  );
  const draw = useCallback((width: number) => varianceChart(drawn, width), [drawn]);
  if (options.length === 0) return null;

  const present = PARTS.filter(({ id }) => bars.some((bar) => bar.parts.some((part) => part.id === id)));
  const without = alone
    .filter((row) => row.dimension === chosen && !row.components)
    .map((row) => ({
      what: row.label,
      reason:
        row.signal && row.signal.lambda.value === null
          ? row.signal.lambda.reason
          : "its parts cannot be told apart in these ratings",
    }));
  return (
    <Figure
      title="Where the variance comes from"
      label="Stacked bars: for each arm the share of the ratings' variance by persona, item × persona, framing, run and item; the table below holds the numbers."
      draw={draw}
      controls={<Choice label="Dimension" value={chosen} options={options} onChange={choose} />}
      legend={
        <ul class="legend">
          {present.map(({ id, name }) => (
            <li key={id}>
              <span class="swatch" style={{ background: `var(--part-${id})` }} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      }
      table={{
        head: [
          "arm",
          ...present.map(({ name }) => name),
          "items",
          "raters",
          "replicates",
          "ratings",
          "missing",
        ],
        rows: rows.map((row, index) => [
          row.label,
          ...present.map(({ id }) => {
            const part = bars[index]?.parts.find((candidate) => candidate.id === id);
            if (!part) return "–";
            return part.raw < 0
              ? varianceText(part.raw)
              : `${varianceText(part.raw)} (${formatPercent(part.share)})`;
          }),
          ...[row.n.items, row.n.raters, row.n.replicates, row.n.ratings, missingCount(row.n)].map(String),
        ]),
      }}
    >
      Shares of the variance components above 0; where the item takes most of a bar, the rest is drawn again
      below it, by itself. <b>Persona</b> is how much harsher or milder one panelist is than another
      everywhere, <b>item × persona</b> how differently they read the same item, <b>run</b> how much a
      panelist differs from itself when asked again. An estimate below 0 is drawn as 0 and its raw value is
      given.
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable missing={without} />
    </Figure>
  );
}
