import * as Plot from "@observablehq/plot";

export type IntervalRow = {
  readonly label: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The numbers, beside the drawing. */
  readonly text: string;
  /** `filled` where the interval settles something, `hollow` where it does not, `quiet` for the rest. */
  readonly mark: "filled" | "hollow" | "quiet";
  /** Where the value came from, drawn as a hollow dot and an arrow. */
  readonly from?: number;
  /** What the value is held against, drawn as an upright stroke. */
  readonly limit?: number;
};

export type IntervalGroup = { readonly heading: string | null; readonly rows: readonly IntervalRow[] };

export type IntervalChart = {
  readonly groups: readonly IntervalGroup[];
  readonly scale: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks?: readonly number[];
  readonly reference?: number;
  /** What it means to lie left and right of the reference. */
  readonly sides?: readonly [string, string];
  readonly axis: string | null;
};

type Layout = {
  readonly wide: boolean;
  readonly left: number;
  readonly right: number;
  readonly row: number;
  readonly heading: number;
};

type PlacedRow = IntervalRow & { readonly y: number };
type PlacedHeading = {
  readonly text: string;
  readonly y: number;
  readonly from: number;
  readonly to: number;
};

const WIDE_FROM = 620;
const WIDE: Layout = { wide: true, left: 150, right: 225, row: 28, heading: 40 };
const NARROW: Layout = { wide: false, left: 6, right: 6, row: 48, heading: 40 };
const FONT = 13;
/** Labels longer than the usual margin widen it, up to a point. */
const [LABEL_CHARACTER, WIDEST_LABEL] = [7.2, 260];

function layoutFor(width: number, groups: readonly IntervalGroup[]): Layout {
  if (width < WIDE_FROM) return NARROW;
  const longest = Math.max(0, ...groups.flatMap(({ rows }) => rows.map(({ label }) => label.length)));
  return { ...WIDE, left: Math.min(WIDEST_LABEL, Math.max(WIDE.left, longest * LABEL_CHARACTER + 16)) };
}

/** Keeps text readable where it stands over a line. */
const HALO = { stroke: "var(--ground)", strokeWidth: 5 } as const;

type Placed = {
  readonly rows: readonly PlacedRow[];
  readonly headings: readonly PlacedHeading[];
  readonly height: number;
};

function place(groups: readonly IntervalGroup[], layout: Layout): Placed {
  const rows: PlacedRow[] = [];
  const headings: PlacedHeading[] = [];
  let y = 0;
  for (const group of groups) {
    if (group.heading !== null) {
      headings.push({ text: group.heading, y: y + layout.heading * 0.62, from: y, to: y + layout.heading });
      y += layout.heading;
    }
    for (const row of group.rows) {
      rows.push({ ...row, y: y + (layout.wide ? layout.row / 2 : layout.row * 0.68) });
      y += layout.row;
    }
  }
  return { rows, headings, height: y };
}

function colorOf(row: IntervalRow): string {
  return row.mark === "quiet" ? "var(--ink-2)" : "var(--accent)";
}

/** Bounds beyond the axis are drawn at its end, with an arrowhead that says so. */
function overflows(rows: readonly PlacedRow[], [min, max]: readonly [number, number]) {
  return rows.flatMap((row) => {
    const low = row.low ?? row.value;
    const high = row.high ?? row.value;
    return [
      ...(low !== null && low < min ? [{ x: min, y: row.y, rotate: -90, fill: colorOf(row) }] : []),
      ...(high !== null && high > max ? [{ x: max, y: row.y, rotate: 90, fill: colorOf(row) }] : []),
    ];
  });
}

/** What everything is drawn on: the axis with its grid, and what values are held against. */
function groundMarks(chart: IntervalChart, ticks: number[] | number): Plot.Markish[] {
  const { axis, reference, sides } = chart;
  const side = { y: [0], dy: -14, fill: "var(--ink-2)", fontSize: 12 };
  return [
    Plot.gridX({
      ticks,
      stroke: "var(--rule)",
      strokeOpacity: 1,
    }),
    Plot.axisX({
      ticks,
      tickSize: 0,
      tickFormat: (value: number) => String(value).replace("-", "−"),
      label: axis,
      labelAnchor: "center",
      labelArrow: "none",
      labelOffset: 40,
      fill: "var(--ink-2)",
      fontSize: 12,
    }),
    ...(reference === undefined
      ? []
      : [Plot.ruleX([reference], { stroke: "var(--ink-1)", strokeDasharray: "3,3" })]),
    ...(sides && reference !== undefined
      ? [
          Plot.text([`← ${sides[0]}`], { ...side, x: [reference], dx: -10, textAnchor: "end" }),
          Plot.text([`${sides[1]} →`], { ...side, x: [reference], dx: 10, textAnchor: "start" }),
        ]
      : []),
  ];
}

/** Headings, names and numbers, on bands where grid and reference stop. */
function textMarks(
  { rows, headings }: Placed,
  chart: IntervalChart,
  layout: Layout,
  width: number,
): Plot.Markish[] {
  const [min, max] = chart.domain;
  const labelY = (row: PlacedRow): number => (layout.wide ? row.y : row.y - 19);
  const bands = [
    ...headings,
    ...(layout.wide ? [] : rows.map((row) => ({ from: labelY(row) - 10, to: labelY(row) + 9 }))),
  ];
  const longestText = Math.max(0, ...rows.map(({ text }) => text.length));
  const beside = Math.max(width * 0.3, width - longestText * LABEL_CHARACTER - 16);
  const atLeft = { text: "text", frameAnchor: "left", textAnchor: "start", dx: -layout.left } as const;
  const named = { textOverflow: "ellipsis", fill: "var(--ink-1)", ...HALO } as const;
  return [
    Plot.rect(bands, {
      x1: min,
      x2: max,
      y1: "from",
      y2: "to",
      insetLeft: -layout.left,
      insetRight: -layout.left,
      fill: "var(--ground)",
    }),
    Plot.text(headings, { ...atLeft, ...named, y: "y", fontWeight: 600, lineWidth: width / FONT }),
    Plot.text(rows, {
      ...atLeft,
      ...named,
      y: labelY,
      text: "label",
      lineWidth: (layout.wide ? layout.left - 12 : beside) / FONT,
    }),
    Plot.text(rows, {
      y: labelY,
      text: "text",
      frameAnchor: "right",
      textAnchor: layout.wide ? "start" : "end",
      dx: layout.wide ? 18 : layout.right,
      fill: (row: PlacedRow) => (row.value === null ? "var(--ink-2)" : "var(--ink-1)"),
      ...HALO,
    }),
  ];
}

/** Values with their intervals, where they came from and what they are held against. */
function valueMarks({ rows }: Placed, chart: IntervalChart): Plot.Markish[] {
  const [min, max] = chart.domain;
  const within = (value: number): number => Math.min(max, Math.max(min, value));
  const drawn = rows.flatMap((row) => (row.value === null ? [] : [{ ...row, value: row.value }]));
  const ranged = drawn.filter((row) => row.low !== null && row.high !== null);
  const inside = drawn.filter((row) => row.value >= min && row.value <= max);
  const moved = drawn.flatMap((row) => (row.from === undefined ? [] : [{ ...row, from: row.from }]));
  const limited = rows.flatMap((row) => (row.limit === undefined ? [] : [{ ...row, limit: row.limit }]));
  return [
    Plot.ruleY(ranged, {
      y: "y",
      x1: (row: PlacedRow) => within(row.low ?? min),
      x2: (row: PlacedRow) => within(row.high ?? max),
      stroke: colorOf,
      strokeWidth: 2,
    }),
    Plot.arrow(moved, {
      x1: (row: { from: number }) => within(row.from),
      x2: (row: { value: number }) => within(row.value),
      y1: "y",
      y2: "y",
      headLength: 0,
      stroke: "var(--ink-2)",
      strokeWidth: 2,
    }),
    Plot.dot(moved, {
      x: (row: { from: number }) => within(row.from),
      y: "y",
      r: 4.5,
      fill: "var(--ground)",
      stroke: "var(--ink-2)",
      strokeWidth: 1.5,
    }),
    Plot.ruleX(limited, {
      x: (row: { limit: number }) => within(row.limit),
      y1: (row: PlacedRow) => row.y - 9,
      y2: (row: PlacedRow) => row.y + 9,
      stroke: "var(--ink-1)",
      strokeWidth: 2.5,
    }),
    Plot.dot(overflows(rows, chart.domain), {
      x: "x",
      y: "y",
      rotate: "rotate",
      symbol: "triangle",
      r: 4,
      fill: "fill",
    }),
    Plot.dot(inside, {
      x: "value",
      y: "y",
      r: 5,
      fill: (row: PlacedRow) => (row.mark === "hollow" ? "var(--ground)" : colorOf(row)),
      stroke: colorOf,
      strokeWidth: 2,
    }),
  ];
}

/** Estimates with their intervals, one under the other, with names and numbers beside them. */
export function intervalChart(chart: IntervalChart, width: number): Element {
  const layout = layoutFor(width, chart.groups);
  const placed = place(chart.groups, layout);
  const { height } = placed;
  const top = chart.sides ? 26 : 8;
  const bottom = chart.axis === null ? 28 : 48;
  const ticks = chart.ticks
    ? [...chart.ticks]
    : Math.max(3, Math.floor((width - layout.left - layout.right) / 90));
  return Plot.plot({
    width,
    height: height + top + bottom,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: layout.left,
    marginRight: layout.right,
    style: { fontSize: `${FONT}px`, fontFamily: "inherit", fontVariant: "tabular-nums", overflow: "visible" },
    x: { type: chart.scale, domain: [...chart.domain] },
    y: { type: "linear", domain: [height, 0], axis: null },
    marks: [
      ...groundMarks(chart, ticks),
      ...textMarks(placed, chart, layout, width),
      ...valueMarks(placed, chart),
    ],
  });
}

/** Charts one under the other, for measures that have no axis in common; one without a value has nothing to draw. */
export function intervalCharts(charts: readonly IntervalChart[], width: number): Element {
  const host = document.createElement("div");
  const drawn = charts.filter(({ groups }) =>
    groups.some(({ rows }) => rows.some(({ value }) => value !== null)),
  );
  host.append(...drawn.map((chart) => intervalChart(chart, width)));
  return host;
}
