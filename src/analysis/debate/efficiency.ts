import type { Comparison } from "../../domain/comparison-result.ts";
import { conditionKey } from "../../domain/condition-key.ts";
import type { Efficiency } from "../../domain/debate-result.ts";
import type { Estimate } from "../../domain/estimate.ts";
import type { StudyResult } from "../../domain/result.ts";
import { POOLED } from "../../domain/rubric.ts";
import type { Condition } from "../../domain/verdict.ts";
import { clusteredMeanEstimate } from "../clustered-mean-estimate.ts";
import { present } from "../present.ts";

/** What the replies of one condition took, item by item. */
export type TokensByItem = {
  readonly condition: Condition;
  readonly byItem: Readonly<Record<string, number>>;
  readonly isEstimated: boolean;
};

const THOUSAND = 1000;
const NOTHING = "nothing was asked";

/** An estimate per thousand tokens of a verdict. */
function perThousand(estimate: Estimate, tokensPerVerdict: number): Estimate {
  if (estimate.value === null) return estimate;
  const { value, low, high, method } = estimate;
  const by = THOUSAND / tokensPerVerdict;
  return {
    ...estimate,
    value: value * by,
    ...(low === undefined ? {} : { low: low * by }),
    ...(high === undefined ? {} : { high: high * by }),
    method: `${method}; for each thousand tokens of a verdict`,
  };
}

function ofCondition<Row extends { readonly condition: Condition; readonly dimension: string }>(
  rows: readonly Row[] | undefined,
  condition: Condition,
): Row | undefined {
  const key = conditionKey(condition);
  return rows?.find((row) => row.dimension === POOLED && conditionKey(row.condition) === key);
}

/** Whether two conditions differ in their arm or their protocol alone, both at their end. */
function isCompared(a: Condition, b: Condition): boolean {
  const isAtEnd = ({ protocol, phase }: Condition): boolean =>
    phase === "final" || protocol === "independent";
  const differing = [a.arm !== b.arm, a.protocol !== b.protocol, a.model !== b.model].filter(Boolean);
  return isAtEnd(a) && isAtEnd(b) && differing.length === 1;
}

/**
 * A result with what each condition's tokens bought: its error to people, its correlation with them and its
 * stability over runs, as they are and per thousand tokens of a verdict; and with tokens per verdict among the
 * measures that conditions are compared on, paired by item. Reads the result's pooled entries.
 */
export function withEfficiency(
  result: StudyResult,
  spent: readonly TokensByItem[],
  groupOf: (item: string) => string,
  dimensions: number,
): StudyResult {
  const perVerdict = (tokens: readonly (readonly [item: string, tokens: number])[]): Estimate =>
    clusteredMeanEstimate(
      tokens.map(([item, count]) => ({ group: groupOf(item), value: count / dimensions })),
      NOTHING,
    );
  const efficiency = spent.flatMap(({ condition, byItem, isEstimated }): Efficiency[] => {
    const items = Object.entries(byItem);
    const tokensPerVerdict = perVerdict(items);
    if (tokensPerVerdict.value === null || tokensPerVerdict.value === 0) return [];
    const tokens = tokensPerVerdict.value;
    const people = ofCondition(result.accuracy, condition);
    const agreed = result.agreement?.filter(
      ({ level, measure }) => level === "sample" && measure === "spearman",
    );
    const measures = {
      accuracy: people?.accuracy ?? null,
      correlation: ofCondition(agreed, condition)?.estimate ?? null,
      reliability: ofCondition(result.conditions, condition)?.stability?.alphaRun ?? null,
    };
    const each = Object.entries(measures).map(
      ([name, estimate]) => [name, estimate === null ? null : perThousand(estimate, tokens)] as const,
    );
    return [
      {
        condition,
        dimension: POOLED,
        tokensPerVerdict,
        tokensPerItem: tokens * dimensions,
        ...(isEstimated ? { estimated: true as const } : {}),
        ...present({ error: people?.error ?? null, ...measures }),
        perThousandTokens: present(Object.fromEntries(each)),
      },
    ];
  });
  const comparisons = spent.flatMap((a, index) =>
    spent.slice(index + 1).flatMap((b): Comparison[] => {
      if (!isCompared(a.condition, b.condition)) return [];
      const both = Object.entries(a.byItem).flatMap(([item, tokens]) => {
        const other = b.byItem[item];
        return other === undefined ? [] : [[item, tokens - other] as const];
      });
      return [
        {
          a: a.condition,
          b: b.condition,
          dimension: POOLED,
          measure: "tokensPerVerdict",
          difference: perVerdict(both),
          holmP: null,
        },
      ];
    }),
  );
  const all = [...(result.comparisons ?? []), ...comparisons];
  return { ...result, ...present({ comparisons: all, efficiency }) };
}
