import * as Plot from "@observablehq/plot";
import { groupThousands } from "../format-number.ts";

const FONT = 13;
const TALLEST = 420;

type Axis = {
  readonly label: string;
  readonly domain: readonly [number, number];
  readonly ticks?: readonly number[];
};

/** What all curves share: a frame of rules, axes named in words, nothing else. */
function curvePlot(
  width: number,
  x: Axis & { readonly type?: "linear" | "log"; readonly format?: (value: number) => string },
  y: Axis,
  marks: Plot.Markish[],
): Element {
  const axis = {
    tickSize: 0,
    labelArrow: "none",
    fill: "var(--ink-2)",
    fontSize: 12,
  } as const;
  const ticksOf = ({ ticks }: Axis): { ticks: number[] } | { ticks: number } =>
    ticks ? { ticks: [...ticks] } : { ticks: 5 };
  return Plot.plot({
    width,
    height: Math.min(TALLEST, Math.max(260, width * 0.62)),
    marginLeft: 44,
    marginRight: 24,
    marginTop: 34,
    marginBottom: 48,
    style: { fontSize: `${FONT}px`, fontFamily: "inherit", fontVariant: "tabular-nums", overflow: "visible" },
    x: { type: x.type ?? "linear", domain: [...x.domain] },
    y: { domain: [...y.domain] },
    marks: [
      Plot.gridY({ ...ticksOf(y), stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.axisY({ ...axis, ...ticksOf(y), label: y.label, labelAnchor: "top", labelOffset: 40 }),
      Plot.axisX({
        ...axis,
        ...ticksOf(x),
        label: x.label,
        labelAnchor: "center",
        labelOffset: 40,
        ...(x.format ? { tickFormat: x.format } : {}),
      }),
      ...marks,
    ],
  });
}

const UNIT = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** More points than these run together. */
const MOST_DOTS = 24;

/** One kind of confidence: how often what it foretold came true, bin by bin. */
export type Calibration = {
  readonly mark: "filled" | "hollow";
  readonly bins: readonly { readonly n: number; readonly forecast: number; readonly outcome: number }[];
};

/** Reliability: on the diagonal, what is said with 70 % confidence comes true in 70 %. */
export function reliabilityChart(series: readonly Calibration[], width: number): Element {
  const size = Math.min(width, 520);
  const most = Math.max(1, ...series.flatMap(({ bins }) => bins.map(({ n }) => n)));
  const points = series.flatMap(({ mark, bins }) =>
    bins.map((bin) => ({ ...bin, mark, r: 3 + 9 * Math.sqrt(bin.n / most) })),
  );
  type Point = (typeof points)[number];
  return curvePlot(
    size,
    { label: "confidence", domain: [0, 1], ticks: UNIT },
    { label: "share that came true", domain: [0, 1], ticks: UNIT },
    [
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: "var(--ink-2)", strokeDasharray: "3,3" },
      ),
      ...series.map(({ mark, bins }) =>
        Plot.line(bins, {
          x: "forecast",
          y: "outcome",
          stroke: "var(--accent)",
          strokeWidth: mark === "filled" ? 1.5 : 1,
        }),
      ),
      Plot.dot(points, {
        x: "forecast",
        y: "outcome",
        r: { value: "r", scale: null },
        fill: (point: Point) => (point.mark === "filled" ? "var(--accent)" : "var(--ground)"),
        stroke: "var(--accent)",
        strokeWidth: 2,
      }),
    ],
  );
}

export type RiskCurve = {
  readonly isChosen: boolean;
  readonly points: readonly (readonly [number, number])[];
};

/** Risk against coverage; one curve in front of the others. */
export function riskCoverageChart(
  curves: readonly RiskCurve[],
  target: number | null,
  width: number,
): Element {
  const risks = curves.flatMap(({ points }) => points.map(([, risk]) => risk));
  const top = Math.min(1, Math.max(0.1, (target ?? 0) * 1.4, ...risks) * 1.08);
  const behindFirst = curves.toSorted((a, b) => Number(a.isChosen) - Number(b.isChosen));
  return curvePlot(
    width,
    { label: "coverage: share of verdicts kept, the surest first", domain: [0, 1], ticks: UNIT },
    { label: "risk: share of them that are reversed", domain: [0, top] },
    [
      ...(target === null ? [] : [Plot.ruleY([target], { stroke: "var(--ink-1)", strokeDasharray: "3,3" })]),
      ...behindFirst.flatMap(({ isChosen, points }) => {
        const look = isChosen ? "var(--accent)" : "var(--ink-2)";
        const channels = {
          x: (point: readonly [number, number]) => point[0],
          y: (point: readonly [number, number]) => point[1],
        };
        return [
          Plot.line(points, {
            ...channels,
            stroke: look,
            strokeWidth: isChosen ? 2.5 : 1,
            strokeOpacity: isChosen ? 1 : 0.6,
          }),
          ...(isChosen && points.length <= MOST_DOTS
            ? [Plot.dot(points, { ...channels, r: 3.5, fill: look })]
            : []),
        ];
      }),
    ],
  );
}

export type PlanPoint = {
  readonly raters: number;
  readonly replicates: number;
  /** In calls, tokens or money. */
  readonly cost: number;
  readonly dependability: number;
  readonly isCheapest: boolean;
};

const costText = (value: number): string => (value < 1 ? String(value) : groupThousands(Math.round(value)));

/** Dependability against what it costs; a line for each number of replicates, a point for each number of raters. */
export function planChart(
  points: readonly PlanPoint[],
  target: number | null,
  axis: string,
  width: number,
): Element {
  const costs = points.map(({ cost }) => cost);
  const lines = [...Map.groupBy(points, ({ replicates }) => replicates).values()];
  const ends = lines.flatMap((line) => line.at(-1) ?? []);
  const cheapest = points.filter(({ isCheapest }) => isCheapest);
  const lowest = Math.min(target ?? 1, ...points.map(({ dependability }) => dependability));
  const place = { x: "cost", y: "dependability" } as const;
  return curvePlot(
    width,
    {
      label: `${axis} (log scale)`,
      type: "log",
      domain: [Math.min(...costs) * 0.9, Math.max(...costs) * 1.1],
      format: (value) => (/^(?:0\.0*)?[125]/.test(String(value)) ? costText(value) : ""),
    },
    { label: "dependability Φ", domain: [Math.max(0, Math.floor(lowest * 10) / 10), 1] },
    [
      ...(target === null ? [] : [Plot.ruleY([target], { stroke: "var(--ink-1)", strokeDasharray: "3,3" })]),
      ...lines.map((line) => Plot.line(line, { ...place, stroke: "var(--ink-2)", strokeWidth: 1.25 })),
      Plot.dot(points, { ...place, r: 2.5, fill: "var(--ink-2)" }),
      Plot.text(ends, {
        ...place,
        text: (point: PlanPoint) => `${point.replicates}×`,
        dy: -12,
        fill: "var(--ink-2)",
        fontSize: 12,
      }),
      Plot.dot(cheapest, { ...place, r: 6, fill: "var(--accent)" }),
      Plot.text(cheapest, {
        ...place,
        text: (point: PlanPoint) => `${point.raters} raters, ${point.replicates}×`,
        dy: 16,
        dx: 4,
        textAnchor: "start",
        fill: "var(--ink-1)",
        stroke: "var(--ground)",
        strokeWidth: 4,
      }),
    ],
  );
}
