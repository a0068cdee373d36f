import type { Estimate } from "../domain/estimate.ts";
import { splitVariance } from "./components.ts";
import { designOf } from "./design.ts";
import { keepRatings } from "./keep-ratings.ts";
import { metricsOf } from "./metrics.ts";
import { notEstimable } from "./not-estimable.ts";
import { batteryOf } from "./rater-answers.ts";
import type { Table } from "./table.ts";

/**
 * Whether raters keep their distances to one another however the question is put: the variance of rater ×
 * form of the question in parts of the raters' own, over wordings, frames and option orders. Raters' means
 * may be compared where it is small (measurement invariance, Vandenberg & Lance 2000).
 */
export function invariance(table: Table): Estimate {
  const { isForm } = batteryOf(table);
  const forms = keepRatings(table, ({ framing }) => isForm[framing]!);
  const n = forms.value.length;
  if (n === 0) return notEstimable("no ratings", n);
  const { rater, raterFraming } = splitVariance(forms, designOf(forms), metricsOf(forms).main).components;
  if (raterFraming === undefined) return notEstimable("one rater, or one form of the question", n);
  if (rater === null || rater <= 0) return notEstimable("raters do not differ from one another", n);
  return {
    value: raterFraming / rater,
    method: "variance of rater × form over that of raters; raw, no interval",
    n,
  };
}
