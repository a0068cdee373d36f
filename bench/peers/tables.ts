import { versionOf } from "./install.ts";
import type { Measured } from "./measure.ts";
import {
  COMMANDS,
  DEBATES,
  DEBATES_AT_ONCE,
  IN_FLIGHT,
  LIBRARIES,
  ROWS_AT_ONCE,
  type Tool,
} from "./tools.ts";

/** The runs of one tool under one condition. */
type Runs = readonly Measured[];
type Find = (section: Measured["section"], tool: string, latency: number, inFlight: number) => Runs;

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]!
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
};

const EMPTY = "–";
/** Median of a measure over runs; where `ranged`, with the least and the most. */
function shown(runs: Runs, of: (run: Measured) => number, digits = 0, ranged = false): string {
  if (runs.length === 0) return EMPTY;
  const values = runs.map(of);
  const text = (value: number): string => value.toFixed(digits);
  const middle = text(median(values));
  const isRange = ranged && values.length > 1;
  return isRange ? `${middle} (${text(Math.min(...values))}–${text(Math.max(...values))})` : middle;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, place) => (place === 0 ? "---" : "---:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
};

const perSecond = ({ units, wall }: Measured): number => (1000 * units) / wall;
const perCall = ({ processor, calls }: Measured): number => processor / calls;

/** Share of the rate that latency and calls in flight allow at most: whole rounds, each of one latency. */
const shareOfIdeal = ({ units, inFlight, latency, wall }: Measured): number =>
  (100 * Math.ceil(units / inFlight) * latency) / wall;

/**
 * Share of the rate that the longest chain of calls allows: with so many items at once, every hop of an item waits for
 * the one before, and nothing else.
 */
const shareOfBound =
  (hops: number) =>
  ({ units, inFlight, latency, wall }: Measured): number =>
    (100 * Math.ceil(units / inFlight) * hops * latency) / wall;

const nameOf = (tool: Tool): string =>
  tool.package === null
    ? `**${tool.name}**`
    : `${tool.name}${tool.way === "" ? "" : ` \`${tool.way}\``} ${versionOf(tool.package)}`;

const isFaulty = (runs: Runs): boolean => runs.some(({ wrong }) => wrong > 0);
const flagged = (tool: Tool, runs: Runs): string =>
  `${nameOf(tool)}${isFaulty(runs) ? " (some answers wrong)" : ""}`;

function libraries(find: Find, ranged: boolean): string {
  const at = (tool: Tool, latency: number, inFlight: number) => find("calls", tool.id, latency, inFlight);
  const floor = LIBRARIES.find(({ role }) => role === "floor");
  const floorRuns = floor ? at(floor, 0, 64) : [];
  const least = floorRuns.length > 0 ? median(floorRuns.map(perCall)) : Number.NaN;
  /** One column for each number of calls in flight where ranges are given, else one for all. */
  const each = (of: (inFlight: number) => string): readonly string[] => {
    const cells = IN_FLIGHT.map(of);
    return ranged ? cells : [cells.join(" / ")];
  };
  const rows = LIBRARIES.map((tool) => {
    const busy = at(tool, 0, 64);
    return [
      flagged(tool, busy),
      shown(busy, perCall, 2, ranged),
      shown(busy, (run) => perCall(run) / least, 1),
      ...each((inFlight) => shown(at(tool, 0, inFlight), perSecond, 0, ranged)),
      ...each((inFlight) => shown(at(tool, 200, inFlight), shareOfIdeal, 0, ranged)),
      ...(ranged ? [shown(at(tool, 200, 512), ({ mostInFlight }) => mostInFlight)] : []),
      shown(at(tool, 0, 512), ({ memory }) => memory, 0, ranged),
      shown(busy, ({ startUp }) => startUp ?? Number.NaN, 0, ranged),
    ];
  });
  const head = [
    "one question a call",
    "CPU ms a call",
    "× floor",
    ...(ranged
      ? IN_FLIGHT.map((inFlight) => `calls/s at 0 ms, ${inFlight} in flight`)
      : [`calls/s at 0 ms, ${IN_FLIGHT.join(" / ")} in flight`]),
    ...(ranged
      ? IN_FLIGHT.map((inFlight) => `% of ideal at 200 ms, ${inFlight} in flight`)
      : [`% of ideal at 200 ms, ${IN_FLIGHT.join(" / ")}`]),
    ...(ranged ? ["most in flight of 512"] : []),
    "peak MB",
    "start-up ms",
  ];
  return table(head, rows);
}

function debates(find: Find, ranged: boolean): string {
  const rows = DEBATES.map((tool) => {
    const busy = find("debate", tool.id, 0, DEBATES_AT_ONCE);
    const slow = find("debate", tool.id, 200, DEBATES_AT_ONCE);
    return [
      flagged(tool, [...busy, ...slow]),
      `${tool.calls}, ${tool.hops}`,
      shown(slow, perSecond, 1, ranged),
      (DEBATES_AT_ONCE / (tool.hops * 0.2)).toFixed(1),
      shown(slow, shareOfBound(tool.hops), 0, ranged),
      shown(busy, perSecond, 0, ranged),
      shown(busy, perCall, 2, ranged),
      shown(busy, ({ memory }) => memory, 0, ranged),
    ];
  });
  const head = [
    "three personas",
    "calls an item, in a chain",
    "items/s at 200 ms",
    "bound",
    "% of bound",
    "items/s at 0 ms",
    "CPU ms a call",
    "peak MB",
  ];
  return table(head, rows);
}

/** Of a command's runs those of most rows, and what one of their rows takes over those of the short runs. */
function longRuns(runs: Runs): { readonly long: Runs; readonly further: (run: Measured) => number } {
  const most = Math.max(...runs.map(({ units }) => units));
  const short = runs.filter(({ units }) => units < most);
  const start = short.length > 0 ? median(short.map(({ processor }) => processor)) : Number.NaN;
  const few = short[0]?.units ?? 0;
  return {
    long: runs.filter(({ units }) => units === most),
    further: ({ processor, units }) => (processor - start) / (units - few),
  };
}

function commands(find: Find, ranged: boolean): string {
  const runsOf = (tool: Tool) => longRuns(find("rows", tool.id, 0, ROWS_AT_ONCE));
  const perRow = ({ processor, units }: Measured): number => processor / units;
  const own = COMMANDS.find(({ role }) => role === "ours");
  const ours = own ? runsOf(own).long.map(perRow) : [];
  const rows = COMMANDS.map((tool) => {
    const { long, further } = runsOf(tool);
    return [
      flagged(tool, long),
      String(long[0]?.units ?? EMPTY),
      shown(long, perSecond, 0, ranged),
      shown(long, perRow, 2, ranged),
      ours.length === 0 ? EMPTY : shown(long, (run) => perRow(run) / median(ours), 1),
      shown(long, further, 2, ranged),
      shown(long, ({ memory }) => memory, 0, ranged),
      tool.keeps,
    ];
  });
  const head = [
    "a command, one call a row",
    "rows",
    "rows/s",
    "CPU ms a row",
    "× Assize",
    "CPU ms a further row",
    "peak MB",
    "keeps",
  ];
  return table(head, rows);
}

/** The three tables; `ranged` gives the least and the most of the runs beside their median. */
export function tablesOf(measured: readonly Measured[], ranged: boolean): string {
  const find: Find = (section, tool, latency, inFlight) =>
    measured.filter(
      (run) =>
        run.section === section && run.tool === tool && run.latency === latency && run.inFlight === inFlight,
    );
  return [libraries(find, ranged), debates(find, ranged), commands(find, ranged)].join("\n\n");
}
