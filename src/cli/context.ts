/** What a command knows of the world around it: the one place where it is looked at. */
export type Context = {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Results. Data, which a program or a file may take, go to them as they are; people are shown nothing harmful. */
  readonly print: (text: string, as?: "data") => void;
  /** Progress and remarks. */
  readonly remark: (text: string) => void;
  /** Whether progress may be drawn over itself. */
  readonly isInteractive: boolean;
};

/** What `main` turns into the process's exit code. */
export const EXIT = { done: 0, failure: 1, usage: 2, gate: 100, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
