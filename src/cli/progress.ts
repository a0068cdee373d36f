import type { Notify, ProgressEvent } from "../domain/ports.ts";
import type { Context } from "./context.ts";

const BAR_WIDTH = 24;
const REDRAW_MS = 100;

function bar(share: number): string {
  const full = Math.round(share * BAR_WIDTH);
  return `[${"#".repeat(full)}${".".repeat(BAR_WIDTH - full)}]`;
}

/**
 * Shows progress on standard error: a bar that is drawn over itself on a terminal (at most ten times
 * a second), elsewhere one plain line at each tenth of a stage.
 */
export function progress(
  context: Context,
  isQuiet: boolean,
): { readonly notify: Notify; readonly end: () => void } {
  if (isQuiet) return { notify: () => {}, end: () => {} };
  let drawnAt = 0;
  let isDrawn = false;
  const tenths = new Map<string, number>();

  const draw = ({ stage, done, total, note }: ProgressEvent): void => {
    const now = Date.now();
    if (done < total && now - drawnAt < REDRAW_MS) return;
    drawnAt = now;
    isDrawn = true;
    const share = total > 0 ? done / total : 1;
    const line = `${stage} ${bar(share)} ${done}/${total}${note === undefined ? "" : ` ${note}`}`;
    process.stderr.write(`\r\u001b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    if (done === total) end();
  };
  const end = (): void => {
    if (isDrawn) process.stderr.write("\n");
    isDrawn = false;
  };
  const line = ({ stage, done, total }: ProgressEvent): void => {
    const tenth = total > 0 ? Math.floor((10 * done) / total) : 10;
    if (tenth === (tenths.get(stage) ?? 0)) return;
    tenths.set(stage, tenth);
    context.remark(`${stage}: ${done}/${total}`);
  };
  return context.isInteractive ? { notify: draw, end } : { notify: line, end: () => {} };
}
