import type { Estimate } from "../domain/estimate.ts";
import type { Condition } from "../domain/verdict.ts";
import { conditionLabels } from "../report/condition-label.ts";
import { describeInterval, formatEstimate, levelText } from "../report/format-estimate.ts";
import { formatCount } from "../report/format-number.ts";

/** An estimate that a run is held to, and whose it is. */
export type Held = { readonly condition: Condition; readonly estimate: Estimate };

/** What a matcher gives back to vitest. */
export type Outcome = { readonly pass: boolean; readonly message: () => string };

function reaches({ estimate }: Held, least: number): boolean {
  return estimate.value !== null && estimate.low !== undefined && estimate.low >= least;
}

function foundText({ estimate }: Held): string {
  if (estimate.value === null) return formatEstimate(estimate);
  return `${estimate.value.toFixed(3)}, ${describeInterval(estimate)}, n ${estimate.n}`;
}

/**
 * Holds estimates to a least value: the lower bound of each must reach it. One that is not estimable or
 * has no interval does not. The message tells what was found of every one.
 *
 * @param what what is demanded, such as `the mean of fluency`
 * @param none what to say where there is nothing to hold
 */
export function heldTo(held: readonly Held[], least: number, what: string, none: string): Outcome {
  const [first] = held;
  if (first === undefined) return { pass: false, message: () => `${what}: ${none}` };
  const label = conditionLabels(held.map(({ condition }) => condition));
  const pass = held.every((each) => reaches(each, least));
  const lines = held.map(
    (each) =>
      `  ${reaches(each, least) ? "met    " : "not met"} ${label(each.condition)}: ${foundText(each)}`,
  );
  const level = levelText(first.estimate);
  return {
    pass,
    message: () =>
      [
        `expected the lower ${level} bound of ${what} ${pass ? "not " : ""}to be at least ${least} in ${formatCount(held.length, "condition")}; found`,
        ...lines,
      ].join("\n"),
  };
}
