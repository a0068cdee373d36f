/** Who is measured. `file` is its driver; a command has none, and is run as its users run it. */
export type Tool = {
  readonly id: string;
  readonly name: string;
  /** The package whose version is told; null is Assize. */
  readonly package: string | null;
  readonly role: "floor" | "client" | "judge" | "ours";
  /** What is kept while it runs. */
  readonly keeps: string;
  readonly driver: string;
  readonly way: string;
  /** Share of the calls that it is given, for those that would take minutes. */
  readonly share: number;
};

const peer = (id: string, name: string, role: Tool["role"] = "judge", share = 1): Tool => ({
  id,
  name,
  package: name,
  role,
  keeps: "nothing",
  driver: id,
  way: "",
  share,
});

const ours = (driver: string, way: string, name: string, keeps: string): Tool => ({
  id: `${driver}: ${way}`,
  name,
  package: null,
  role: "ours",
  keeps,
  driver,
  way,
  share: 1,
});

/** Libraries that ask one question each call. */
export const LIBRARIES: readonly Tool[] = [
  peer("undici", "undici", "floor"),
  peer("openai", "openai", "client"),
  peer("autoevals", "autoevals"),
  peer("phoenix-evals", "@arizeai/phoenix-evals"),
  peer("openevals", "openevals"),
  peer("mastra", "@mastra/core", "judge", 0.2),
  ours("assize", "complete none", "Assize, one prompt", "nothing"),
  ours("assize", "complete ledger", "Assize, one prompt, with its ledger", "every reply, before it is used"),
  ours("assize", "complete none langchain", "Assize, one prompt, sent through LangChain", "nothing"),
  ours(
    "assize",
    "study ledger",
    "Assize, a study of one panelist, with its ledger",
    "every reply, before it is used",
  ),
];

/** Panels of three that hear one another. `calls` an item, `hops` of which must follow one another. */
export type DebateTool = Tool & { readonly calls: number; readonly hops: number };
export const DEBATES: readonly DebateTool[] = [
  { ...peer("llm-jury", "@llm-jury/core"), calls: 7, hops: 3 },
  {
    ...ours("assize-debate", "read-only ledger", "Assize, `read-only`", "every reply, before it is used"),
    calls: 6,
    hops: 2,
  },
  {
    ...ours("assize-debate", "debate ledger", "Assize, `debate`", "every reply, before it is used"),
    calls: 13,
    hops: 9,
  },
];

/** Commands that grade a file of rows, one call each. */
export const COMMANDS: readonly Tool[] = [
  { ...peer("promptfoo", "promptfoo"), keeps: "its database" },
  { ...peer("promptfoo", "promptfoo"), id: "promptfoo --no-write", way: "--no-write" },
  ours("score", "", "`assize score`", "its ledger, six files and the report"),
];

export type Section = "calls" | "debate" | "rows";

/** One thing to measure: a tool under one latency, with so many calls, items or rows, so many of them at once. */
export type Point = {
  readonly section: Section;
  readonly tool: Tool;
  readonly latency: number;
  readonly inFlight: number;
  readonly units: number;
};

export type Size = {
  readonly runs: number;
  /** Calls at 0 ms; at 200 ms rounds of as many calls as are in flight. */
  readonly calls: number;
  readonly rounds: (inFlight: number) => number;
  readonly debates: number;
  /** Rows of the long and of the short command: their difference is what a row takes without the start. */
  readonly rows: readonly [number, number];
};

export const FULL: Size = {
  runs: 5,
  calls: 2000,
  // A start at once takes a fixed time: enough rounds that it does not speak for the rest.
  rounds: (inFlight) => ({ 16: 12, 64: 30, 512: 8 })[inFlight] ?? 12,
  debates: 160,
  rows: [2000, 20],
};

/** Enough to see that all is well; its figures are no measurement. */
export const PILOT: Size = {
  runs: 1,
  calls: 500,
  rounds: (inFlight) => (inFlight > 100 ? 2 : 5),
  debates: 40,
  rows: [200, 20],
};

export const LATENCIES = [0, 200] as const;
export const IN_FLIGHT = [16, 64, 512] as const;
/** Items at once: three personas each keep sixty calls under way. */
export const DEBATES_AT_ONCE = 20;
export const ROWS_AT_ONCE = 64;

/** Everything to be measured in one run: tool after tool under the same conditions. */
export function pointsOf(size: Size): readonly Point[] {
  const calls = LATENCIES.flatMap((latency) =>
    IN_FLIGHT.flatMap((inFlight) =>
      LIBRARIES.map((tool): Point => {
        const all = latency === 0 ? size.calls : inFlight * size.rounds(inFlight);
        const rounds = Math.max(1, Math.round((all * tool.share) / inFlight));
        return { section: "calls", tool, latency, inFlight, units: rounds * inFlight };
      }),
    ),
  );
  const debates = LATENCIES.flatMap((latency) =>
    DEBATES.map(
      (tool): Point => ({
        section: "debate",
        tool,
        latency,
        inFlight: DEBATES_AT_ONCE,
        units: size.debates,
      }),
    ),
  );
  const rows = COMMANDS.flatMap((tool) =>
    size.rows.map((units): Point => ({ section: "rows", tool, latency: 0, inFlight: ROWS_AT_ONCE, units })),
  );
  return [...calls, ...debates, ...rows];
}
