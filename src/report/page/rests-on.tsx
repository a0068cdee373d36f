import type { ConditionResult } from "../../domain/condition-result.ts";
import type { Estimate } from "../../domain/estimate.ts";
import { missingCount } from "../alone-rows.ts";
import { formatCount, groupThousands } from "../format-number.ts";

function range(counts: readonly number[], noun: string): string {
  const low = Math.min(...counts);
  const high = Math.max(...counts);
  return low === high ? formatCount(low, noun) : `${groupThousands(low)} to ${formatCount(high, noun)}`;
}

/** The sentence of a caption that says what its rows rest on. */
export function RestsOn({ rows }: { readonly rows: readonly ConditionResult["n"][] }) {
  if (rows.length === 0) return null;
  const lost = rows.reduce((total, n) => total + missingCount(n), 0);
  const design = [
    range(
      rows.map((n) => n.items),
      "item",
    ),
    range(
      rows.map((n) => n.raters),
      "rater",
    ),
    range(
      rows.map((n) => n.replicates),
      "replicate",
    ),
  ].join(", ");
  const ratings = range(
    rows.map((n) => n.ratings),
    "rating",
  );
  const missing = lost === 0 ? "none is missing" : `${formatCount(lost, "is", "are")} missing over all rows`;
  return <>{` Each row rests on ${design} and ${ratings}; ${missing}.`}</>;
}

/** The same for estimates that say themselves how many units stand behind them. */
export function RestsOnEstimates({
  estimates,
  noun,
}: {
  readonly estimates: readonly Estimate[];
  readonly noun: string;
}) {
  const counts = estimates.flatMap(({ value, n }) => (value === null ? [] : [n]));
  if (counts.length === 0) return null;
  return <>{` Each value rests on ${range(counts, noun)}.`}</>;
}

/** More than these are counted; the table names them. */
const MOST_NAMED = 6;

function someOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const left = distinct.length - MOST_NAMED;
  if (left < 2) return distinct.join("; ");
  return `${distinct.slice(0, MOST_NAMED).join("; ")} and ${left} more`;
}

/** What a figure could not show, and why; rows with the same reason share a line. */
export function NotEstimable({
  missing,
}: {
  readonly missing: readonly { readonly what: string; readonly reason: string }[];
}) {
  if (missing.length === 0) return null;
  const byReason = [...Map.groupBy(missing, ({ reason }) => reason)];
  return (
    <ul class="reasons" aria-label="Not estimable">
      {byReason.map(([reason, rows]) => (
        <li key={reason}>
          Not estimable for <bdi>{someOf(rows.map(({ what }) => what))}</bdi>: <bdi>{reason}</bdi>.
        </li>
      ))}
    </ul>
  );
}
