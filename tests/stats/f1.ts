import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Grouping } from "../../src/stats/grouped-sums.ts";

const Numbers = z.record(z.string(), z.number());
const Terms = z.object({ d: z.array(z.number()), lambda: z.number() }).catchall(z.number());

/** The golden fixture and what other software makes of it. */
export const F1 = z
  .object({
    ratings: z.array(z.array(z.array(z.number()))),
    squares: Numbers,
    interval: Terms,
    nominal: Terms,
    missing: z.object({ interval: Terms, nominal: Terms }),
    satterthwaite: Numbers,
    generalized: z.object({ draws: z.number(), "95": z.array(z.number()), "90": z.array(z.number()) }),
    jackknife: Numbers,
    coefficients: z.object({ rater: Numbers, item: Numbers, cell: z.number() }),
    alphaRun: Numbers,
    alphaPanel: Numbers,
  })
  .parse(JSON.parse(readFileSync(new URL("../oracles/f1.json", import.meta.url), "utf8")));

export type Columns = {
  readonly values: number[];
  readonly item: Grouping;
  readonly rater: Grouping;
  readonly run: Grouping;
};

/** Ratings [item][rater][run] as columns, without those that `keep` turns down (counted from 1). */
export function columns(
  ratings: readonly (readonly (readonly number[])[])[],
  keep: (item: number, rater: number, run: number) => boolean = () => true,
): Columns {
  const rows = ratings.flatMap((raters, item) =>
    raters.flatMap((runs, rater) =>
      runs.flatMap((value, run) => (keep(item + 1, rater + 1, run + 1) ? [{ value, item, rater, run }] : [])),
    ),
  );
  const grouping = (of: "item" | "rater" | "run"): Grouping => ({
    codes: Int32Array.from(rows, (row) => row[of]),
    size: Math.max(...rows.map((row) => row[of])) + 1,
  });
  return {
    values: rows.map((row) => row.value),
    item: grouping("item"),
    rater: grouping("rater"),
    run: grouping("run"),
  };
}
