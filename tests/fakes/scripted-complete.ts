import type { Complete, Draw, Reply } from "../../src/domain/ports.ts";
import type { Task } from "../../src/domain/prompt.ts";

const NO_USAGE = { promptTokens: 10, completionTokens: 5 } as const;

/** An accident to be answered with, in place of a value. */
// A class, because only its identity tells it from a value.
export class Accident {
  readonly status: "malformed" | "refused" | "failed";

  constructor(status: "malformed" | "refused" | "failed") {
    this.status = status;
  }
}

export type Asked = { readonly task: Task; readonly draw: Draw };

/**
 * A model that answers by a script: the script sees the task and the draw and returns the reply's
 * value, parsed by the prompt's own schema, or an accident. `asked` lists all requests in order.
 */
export function scriptedComplete(script: (task: Task, draw: Draw) => unknown): {
  readonly complete: Complete;
  readonly asked: readonly Asked[];
} {
  const asked: Asked[] = [];
  const complete: Complete = async <T>(
    prompt: { task: Task; schema: { parse: (value: unknown) => T } },
    draw: Draw,
  ): Promise<Reply<T>> => {
    asked.push({ task: prompt.task, draw });
    const value = script(prompt.task, draw);
    if (value instanceof Accident) return { status: value.status, message: "scripted", usage: NO_USAGE };
    const hash = draw.seed.toString(16).padStart(16, "0");
    return { status: "ok", value: prompt.schema.parse(value), hash, usage: NO_USAGE };
  };
  return { complete, asked };
}
