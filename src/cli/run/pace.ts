/** How fast a stage goes of late, in units a second, and the seconds that are left at that rate; null before that shows. */
export type Pace = { readonly perSecond: number; readonly secondsLeft: number } | null;

const WINDOW_MS = 20_000;
const LEAST_MS = 1000;

/**
 * Takes what is done by when, and gives the pace over the last twenty seconds: what was replayed from the ledger at
 * the start, a thousand times as fast, says nothing of the rest.
 *
 * @example const paceAt = createPace(); paceAt(0, 0, 10); paceAt(2000, 4, 10) // { perSecond: 2, secondsLeft: 3 }
 */
export function createPace(): (now: number, done: number, total: number) => Pace {
  const samples: { readonly at: number; readonly done: number }[] = [];
  return (now, done, total) => {
    samples.push({ at: now, done });
    while (samples[1] !== undefined && samples[1].at <= now - WINDOW_MS) samples.shift();
    const [first] = samples;
    if (first === undefined || now - first.at < LEAST_MS || done <= first.done) return null;
    const perSecond = (1000 * (done - first.done)) / (now - first.at);
    return { perSecond, secondsLeft: (total - done) / perSecond };
  };
}

/** @example durationText(3725) // "1 h 02 min" */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
