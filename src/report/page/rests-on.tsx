import type { ConditionResult } from "../../domain/result.ts";
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
          Not estimable for <bdi>{rows.map(({ what }) => what).join("; ")}</bdi>: <bdi>{reason}</bdi>.
        </li>
      ))}
    </ul>
  );
}
