import { POOLED } from "../../domain/rubric.ts";
import { formatNumber, groupThousands } from "../format-number.ts";
import { DataTable } from "./data-table.tsx";
import type { FigureProps } from "./figure.tsx";
import { useSideBySide } from "./use-rows.tsx";

const count = (value: number | null): string =>
  value === null ? "not reported" : groupThousands(Math.round(value));

/** What each condition took. */
export function CostTable({ result, kinds }: FigureProps) {
  const pooled = result.conditions.filter(({ dimension, cost }) => dimension === POOLED && cost);
  const rows = useSideBySide(pooled, kinds);
  if (rows.length === 0) return null;
  return (
    <section class="took">
      <h3>What it took</h3>
      <DataTable
        caption="What it took"
        table={{
          head: ["panel", "calls", "tokens in", "tokens out", "tokens of a verdict", "money"],
          rows: rows.flatMap(({ label, cost }) =>
            cost
              ? [
                  [
                    label,
                    groupThousands(cost.calls),
                    count(cost.promptTokens),
                    count(cost.completionTokens),
                    count(cost.perVerdict),
                    cost.money === null ? "no price known" : formatNumber(cost.money),
                  ],
                ]
              : [],
          ),
        }}
      />
      {rows.some(({ cost }) => cost?.estimated) && (
        <p class="note">Some provider counted no tokens: they are a quarter of the characters.</p>
      )}
    </section>
  );
}
