import type { RunState } from "./study-doors.ts";

const MOST_SAID = 20;

/** How a run is done: says what there is to say as it goes, and throws where it cannot be done. */
export type Work = (say: (text: string) => void) => Promise<void>;

/** The runs of one server, done one after the other: each takes the whole machine for itself. */
export type RunBook = {
  /** Enters a run; one that is under way is left alone. */
  readonly enter: (run: string, work: Work) => RunState;
  readonly find: (run: string) => RunState | null;
  /** Settles when nothing is under way any more. */
  readonly settled: () => Promise<void>;
};

export function runBook(): RunBook {
  const entries = new Map<string, RunState>();
  let last: Promise<void> = Promise.resolve();

  const put = (run: string, change: Partial<Omit<RunState, "run">>): RunState => {
    const entry: RunState = { run, state: "waiting", said: [], ...entries.get(run), ...change };
    entries.set(run, entry);
    return entry;
  };
  const perform = async (run: string, work: Work): Promise<void> => {
    const said: string[] = [];
    const say = (text: string): void => {
      said.push(text);
      put(run, { said: said.slice(-MOST_SAID) });
    };
    put(run, { state: "running" });
    try {
      await work(say);
      put(run, { state: "done" });
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
      put(run, { state: "failed" });
    }
  };
  return {
    enter: (run, work) => {
      const entry = entries.get(run);
      if (entry?.state === "waiting" || entry?.state === "running") return entry;
      const entered = put(run, { state: "waiting", said: [] });
      last = last.then(() => perform(run, work));
      return entered;
    },
    find: (run) => entries.get(run) ?? null,
    settled: () => last,
  };
}
