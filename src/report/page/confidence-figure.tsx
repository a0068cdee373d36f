import { useCallback, useMemo, useState } from "preact/hooks";
import type { Forecast } from "../../domain/confidence-result.ts";
import { formatNumber } from "../format-number.ts";
import { Choice } from "./choice.tsx";
import { type Calibration, reliabilityChart } from "./curve-charts.ts";
import { absent, estimateCells, methodCell } from "./estimate-cells.ts";
import { Figure, type FigureProps } from "./figure.tsx";
import { DotLegend } from "./legend.tsx";
import { NotEstimable, RestsOn } from "./rests-on.tsx";
import { useOneRow, useRowsWith, type With } from "./use-rows.tsx";

type Confident = With<"confidence">;
type Event = "runs" | "people";
type Told = {
  readonly name: string;
  readonly event: Event;
  readonly mark: Calibration["mark"];
  readonly forecast: Forecast;
};

const EVENTS = [
  ["runs", "the next run gives the same answer"],
  ["people", "the rating is near people's mean"],
] as const;

function forecastsOf({ confidence }: Confident): readonly Told[] {
  const told = (event: Event, of: { stated?: Forecast | undefined; consistency?: Forecast | undefined }) => [
    ...(of.stated ? [{ name: "stated", event, mark: "filled" as const, forecast: of.stated }] : []),
    ...(of.consistency
      ? [{ name: "consistency", event, mark: "hollow" as const, forecast: of.consistency }]
      : []),
  ];
  return [...told("runs", confidence), ...told("people", confidence.people ?? {})];
}

function measuresOf(forecast: Forecast) {
  return [
    { name: "Brier score", estimate: forecast.brier },
    { name: "skill over the base rate", estimate: forecast.skill },
    { name: "calibration error (ECE)", estimate: forecast.ece },
    ...(forecast.debiasedEce
      ? [{ name: "the same less what chance adds", estimate: forecast.debiasedEce }]
      : []),
    { name: "telling right from wrong (AUROC)", estimate: forecast.auroc },
    ...(forecast.overconfidence ? [{ name: "overconfidence", estimate: forecast.overconfidence }] : []),
  ];
}

/** Stated confidence, and the consistency of runs, as forecasts. */
export function ConfidenceFigure(props: FigureProps) {
  const { rows, controls: choices } = useRowsWith(props, "confidence");
  const { row, controls } = useOneRow(rows, choices);
  const told = useMemo(() => (row ? forecastsOf(row) : []), [row]);
  const events = EVENTS.filter(([id]) => told.some(({ event }) => event === id));
  const [wanted, choose] = useState<string>("runs");
  const event = events.some(([id]) => id === wanted) ? wanted : events[0]?.[0];
  const shown = useMemo(() => told.filter((each) => each.event === event), [told, event]);
  const series = useMemo(
    () =>
      shown.flatMap(({ mark, forecast }) => (forecast.bins?.length ? [{ mark, bins: forecast.bins }] : [])),
    [shown],
  );
  const draw = useCallback((width: number) => reliabilityChart(series, width), [series]);
  if (row === null) return null;

  const measures = told.flatMap((each) =>
    measuresOf(each.forecast).map((measure) => ({ ...measure, of: each })),
  );
  const eventName = (id: Event): string => EVENTS.find(([own]) => own === id)?.[1] ?? id;
  const bins = told.flatMap(({ name, event: own, forecast }) =>
    (forecast.bins ?? []).map((bin) => [
      name,
      eventName(own),
      formatNumber(bin.forecast),
      formatNumber(bin.outcome),
      String(bin.n),
    ]),
  );
  const gaps = row.confidence.gaps ?? [];
  return (
    <Figure
      title="Do they know when they are right?"
      label="Reliability diagram: confidence against the share that came true, bin by bin, with the diagonal; the tables below hold the numbers."
      draw={series.length > 0 ? draw : null}
      controls={
        <>
          {controls}
          <Choice label="Foretold" value={event ?? ""} options={events} onChange={choose} />
        </>
      }
      legend={
        <DotLegend
          entries={[
            ...(shown.some(({ mark }) => mark === "filled")
              ? [{ mark: "filled" as const, text: "stated confidence" }]
              : []),
            ...(shown.some(({ mark }) => mark === "hollow")
              ? [{ mark: "hollow" as const, text: "consistency: the share of runs that agree" }]
              : []),
          ]}
        />
      }
      table={{
        head: ["confidence", "foretold", "measure", "value", "interval", "n", "method"],
        rows: measures.map(({ of, name, estimate }) => [
          of.name,
          eventName(of.event),
          name,
          ...estimateCells(estimate),
          String(estimate.n),
          methodCell(estimate),
        ]),
      }}
      more={[
        ...(bins.length > 0
          ? [
              {
                title: "The bins",
                table: { head: ["confidence", "foretold", "mean confidence", "came true", "n"], rows: bins },
              },
            ]
          : []),
        ...(gaps.length > 0
          ? [
              {
                title: "Stated confidence less realised reproducibility, by rater",
                table: {
                  head: ["rater", "gap", "interval", "n"],
                  rows: gaps.map(({ rater, gap }) => [rater, ...estimateCells(gap), String(gap.n)]),
                },
              },
            ]
          : []),
      ]}
    >
      <bdi>{row.label}</bdi>: confidence taken as a forecast that {eventName(shown[0]?.event ?? "runs")}. On
      the diagonal it is as good as its word; below it, overconfident. The larger a dot, the more ratings
      stand behind it. Skill above 0 beats always foretelling the base rate; AUROC 0.5 is a coin.
      <RestsOn rows={[row.n]} />
      <NotEstimable
        missing={measures.flatMap(({ of, name, estimate }) =>
          absent(`${of.name} (${eventName(of.event)}), ${name}`, estimate),
        )}
      />
    </Figure>
  );
}
