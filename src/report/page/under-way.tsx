import { formatCount, formatPercent, groupThousands } from "../format-number.ts";
import type { Progress } from "../progress.ts";
import { DataTable } from "./data-table.tsx";

const MINUTE = 60;
const HOUR = 3600;
/** A cell takes seconds to minutes; after this long without one the run has most likely ended. */
const IDLE = 5 * MINUTE;

function duration(seconds: number): string {
  if (seconds < MINUTE) return formatCount(seconds, "second");
  if (seconds < HOUR) return formatCount(Math.round(seconds / MINUTE), "minute");
  return `${(seconds / HOUR).toFixed(1)} hours`;
}

function leftText({ done, planned, secondsLeft, secondsIdle }: Progress): string {
  if (secondsIdle > IDLE)
    return `Nothing has come for ${duration(secondsIdle)}: the run was most likely interrupted. Run it again to go on; nothing is paid for twice.`;
  if (done >= planned) return "All have ended; the analysis is under way.";
  return secondsLeft === null ? "" : `About ${duration(secondsLeft)} left.`;
}

/** How far a run has come that has not ended. No λ is told before its end: it would invite to stop at will. */
export function UnderWay({ progress }: { readonly progress: Progress }) {
  const { done, planned, arms } = progress;
  const left = leftText(progress);
  return (
    <section class="under-way" aria-labelledby="under-way">
      <h2 id="under-way" class="question">
        Under way
      </h2>
      <p>
        <progress value={done} max={Math.max(planned, 1)} aria-labelledby="under-way" />{" "}
        {groupThousands(done)} of {formatCount(planned, "cell")} (
        {formatPercent(planned > 0 ? done / planned : 0)}). {left}
      </p>
      {arms.length > 0 && (
        <DataTable
          caption="So far"
          table={{
            head: ["arm", "items", "ratings", "abstained", "refused, malformed or failed"],
            rows: arms.map(({ arm, items, ratings, abstained, accidents }) => [
              arm,
              ...[items, ratings, abstained, accidents].map(groupThousands),
            ]),
          }}
        />
      )}
      <p class="note">
        The items below show what has come so far. No interval is told before the end: whoever stops when an
        interval pleases has none.
      </p>
    </section>
  );
}
