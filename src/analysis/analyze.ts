import type { Rating } from "../domain/rating.ts";
import type { StudyResult } from "../domain/result.ts";
import { type AnalyzeOptions, analysisParts, assembleResult } from "./analysis-parts.ts";
import { tabulate } from "./tabulate.ts";

/**
 * Rating rows of any origin → everything that rows can say: by condition and dimension the variance
 * components, λ with its interval and verdict, generalizability with a plan, stability, wording,
 * validity, confidence and abstention; systems and arms compared; agreement with people where there
 * are any. Throws an `InputError` for rows that contradict one another or themselves; what cannot be
 * estimated is a reason.
 *
 * @example analyze(rows, { seed: 1 }).conditions[0]?.signal?.lambda
 */
export function analyze(rows: readonly Rating[], options: AnalyzeOptions): StudyResult {
  const tables = tabulate(rows, options.levels === undefined ? {} : { levels: options.levels });
  return assembleResult(analysisParts(tables, options).map((part) => part.run()));
}
