/** Where a run stands. Its id is its folder, as seen from where the server was started. */
export type RunState = {
  readonly run: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "interrupted";
  /** What was said last, newest at the end; of a failed run why. */
  readonly said: readonly string[];
};

export type ResultsPart = {
  readonly part: "summary" | "result" | "verdicts";
  readonly offset: number;
  readonly limit: number;
};

/** What an assistant can have done. Each throws an `InputError` for what it may not or cannot do. */
export type StudyDoors = {
  readonly validate: (study: string) => Promise<string>;
  readonly plan: (study: string) => Promise<string>;
  /** Starts a run, or goes on with it, and returns at once. */
  readonly run: (study: string, output: string | undefined) => Promise<RunState>;
  readonly status: (run: string) => Promise<RunState>;
  readonly results: (run: string, wanted: ResultsPart) => Promise<string>;
};
