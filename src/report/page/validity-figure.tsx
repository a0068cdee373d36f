import { useCallback, useMemo } from "preact/hooks";
import type { Estimate } from "../../domain/estimate.ts";
import type { ValidityLabel } from "../../domain/validity-result.ts";
import { dimensionLabel } from "../alone-rows.ts";
import { formatEstimate } from "../format-estimate.ts";
import { absent, estimateCells } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { stackedBars } from "./stacked-bars.ts";
import { useOneRow, useRowsWith, type With } from "./use-rows.tsx";

type Labelled = With<"validity">;

/** From what may be averaged to what may not, each with the color of a part that no bar here has. */
const LABELS: readonly { readonly id: ValidityLabel; readonly color: string; readonly says: string }[] = [
  { id: "genuine", color: "persona", says: "the same answer whatever the run and the wording" },
  { id: "constructed", color: "item-persona", says: "stable over runs, but made by the wording" },
  { id: "undetermined", color: "item", says: "too little was asked to tell" },
  { id: "non-attitude", color: "framing", says: "answers that do not repeat, or none at all" },
  { id: "artifact", color: "session", says: "made by option order, agreement or one fixed answer" },
  { id: "unusable", color: "run", says: "too many accidents" },
];
const STATISTICS: Readonly<Record<string, string>> = {
  runStability: "run stability",
  wordingShift: "variance by wording",
  frameShift: "shift by frame",
  orderShift: "shift by option order",
  acquiescence: "acquiescence",
  noOpinion: "no opinion",
  sameAnswer: "one and the same answer",
  accidents: "accidents",
};

function countsOf(row: Labelled) {
  const { genuine, constructed, nonAttitude, artifact, unusable, undetermined } = row.validity;
  const counts: Readonly<Record<ValidityLabel, number>> = {
    genuine,
    constructed,
    undetermined,
    "non-attitude": nonAttitude,
    artifact,
    unusable,
  };
  return LABELS.map((label) => ({ ...label, count: counts[label.id] }));
}

function statisticsText(statistics: Readonly<Record<string, Estimate>>): string {
  const parts = Object.entries(statistics).map(
    ([id, estimate]) => `${STATISTICS[id] ?? id} ${formatEstimate(estimate)}`,
  );
  return parts.length > 0 ? parts.join("; ") : "–";
}

/** The share of verdicts that are others without the raters whose answers are no finding, under the bar. */
function flipText({ validity: { flipRate } }: Labelled): string {
  const told = flipRate.value === null ? "not estimable" : formatEstimate(flipRate);
  return `verdicts that change: ${told}`;
}

/** Raters whose labels the page leaves to result.json. */
function unlisted(row: Labelled): number {
  const all = countsOf(row).reduce((sum, { count }) => sum + count, 0);
  return Math.max(0, all - row.validity.labels.length);
}

/** The label of each rater on each dimension of one panel. */
function labelTable(all: readonly Labelled[], of: Labelled) {
  const key = JSON.stringify(of.condition);
  const own = all.filter((row) => JSON.stringify(row.condition) === key);
  const raters = [...new Set(own.flatMap(({ validity }) => validity.labels.map(({ rater }) => rater)))];
  return {
    head: ["rater", ...own.map((row) => dimensionLabel(row.dimension))],
    rows: raters.map((rater) => [
      rater,
      ...own.map(({ validity }) => validity.labels.find((each) => each.rater === rater)?.label ?? "–"),
    ]),
  };
}

/** Whether there is anything in the ratings to average, rater by rater. */
export function ValidityFigure(props: FigureProps) {
  const { all, rows, dimension, controls: choices } = useRowsWith(props, "validity");
  const { row: one, controls } = useOneRow(rows, choices);
  const bars = useMemo(
    () =>
      rows.map((row) => {
        const counts = countsOf(row);
        const total = counts.reduce((sum, { count }) => sum + count, 0);
        return {
          label: row.label,
          note: flipText(row),
          pieces: counts.map(({ color, count }) => ({
            color,
            share: total > 0 ? count / total : 0,
            text: String(count),
          })),
        };
      }),
    [rows],
  );
  const draw = useCallback((width: number) => stackedBars(bars, width), [bars]);
  if (all.length === 0) return null;

  const seen = LABELS.filter(({ id }) =>
    rows.some((row) => countsOf(row).some((each) => each.id === id && each.count > 0)),
  );
  return (
    <Figure
      title="Is there anything to average?"
      label="Stacked bars: for each panel how many of its raters carry which validity label; the tables below hold the labels and what decided them."
      draw={draw}
      controls={controls}
      legend={
        <ul class="legend">
          {seen.map(({ id, color, says }) => (
            <li key={id}>
              <span class="swatch" style={{ background: `var(--part-${color})` }} aria-hidden="true" />
              {id}: {says}
            </li>
          ))}
        </ul>
      }
      table={{
        head: [
          "panel",
          ...LABELS.map(({ id }) => id),
          "verdicts that change",
          "interval",
          "answers at random",
          "mean with all",
          "mean without",
          "λ with all",
          "λ without",
        ],
        rows: rows.map((row) => {
          const { flipRate, blackAndWhite, with: whole, without } = row.validity;
          const told = (estimate: Estimate | undefined): string =>
            estimate === undefined ? "–" : formatEstimate(estimate);
          return [
            row.label,
            ...countsOf(row).map(({ count }) => String(count)),
            ...estimateCells(flipRate),
            told(blackAndWhite),
            told(whole?.mean),
            told(without?.mean),
            told(whole?.lambda),
            told(without?.lambda),
          ];
        }),
      }}
      more={
        one === null
          ? []
          : [
              { title: `Rater by dimension: ${one.label}`, table: labelTable(all, one) },
              {
                title: `What decided, and what would change it: ${one.label}, ${dimensionLabel(dimension)}`,
                table: {
                  head: ["rater", "label", "decided by", "what would change it"],
                  rows: one.validity.labels.map(({ rater, label, statistics, wouldChange }) => [
                    rater,
                    label,
                    statisticsText(statistics),
                    wouldChange,
                  ]),
                },
              },
            ]
      }
    >
      Raters by label. A mean over answers that are non-attitudes, artifacts or unusable is no finding, so
      each headline is told with all raters and without those; "verdicts that change" is the share of items
      whose verdict is another one without them. Labels of single items, which are tentative, stand in
      result.json where there are any.
      {one !== null && unlisted(one) > 0 && ` So do ${unlisted(one)} further raters of ${one.label}.`}
      <RestsOn rows={rows.map((row) => row.n)} />
      <NotEstimable
        missing={rows.flatMap(({ label, validity }) => [
          ...absent(`${label}, verdicts that change`, validity.flipRate),
          ...(validity.without ? absent(`${label}, mean without`, validity.without.mean) : []),
          ...(validity.without ? absent(`${label}, λ without`, validity.without.lambda) : []),
        ])}
      />
    </Figure>
  );
}
