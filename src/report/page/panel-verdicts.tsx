import type { Verdict } from "../../domain/verdict.ts";
import { formatCount, formatLevel, formatNumber } from "../format-number.ts";
import type { ItemDetail } from "../item-detail.ts";
import { DataTable } from "./data-table.tsx";

function estimateText(verdict: Pick<Verdict, "value" | "low" | "high" | "abstained">): string {
  if (verdict.value === null) return `abstains: ${verdict.abstained ?? "nobody rated"}`;
  const value = formatNumber(verdict.value);
  if (verdict.low === null || verdict.high === null) return value;
  return `${value} [${formatNumber(verdict.low)}, ${formatNumber(verdict.high)}]`;
}

/** What people said of a dimension, `3.50 (2 ratings)`. */
function peopleText(human: ItemDetail["human"], dimension: string): string {
  const people = human?.[dimension];
  const rated = people?.ratings.filter((rating) => rating !== null).length ?? 0;
  if (people?.mean === undefined || people.mean === null) return "–";
  return rated > 0
    ? `${formatNumber(people.mean)} (${formatCount(rated, "rating")})`
    : formatNumber(people.mean);
}

/** A panel's verdict on an item, beside what people said of it. */
export function PanelVerdicts({
  verdicts,
  detail,
}: {
  readonly verdicts: readonly Verdict[];
  readonly detail: ItemDetail;
}) {
  const levels = [...new Set(verdicts.map((verdict) => formatLevel(verdict.level)))];
  const methods = [...new Set(verdicts.map((verdict) => verdict.method))];
  const { human } = detail;
  return (
    <>
      <DataTable
        caption="The panel's verdict"
        table={{
          head: [
            "dimension",
            "verdict",
            "before discussion",
            "panelists",
            "replicates",
            "abstained",
            "failed",
            ...(human ? ["people"] : []),
          ],
          rows: verdicts.map(({ dimension, before, n, ...verdict }) => [
            dimension,
            estimateText(verdict),
            before === null ? "–" : formatNumber(before),
            ...[n.panelists, n.replicates, n.abstained, n.failed].map(String),
            ...(human ? [peopleText(human, dimension)] : []),
          ]),
        }}
      />
      <p class="note">
        Intervals: {levels.join(", ")}; <bdi>{methods.join("; ")}</bdi>.
      </p>
    </>
  );
}
