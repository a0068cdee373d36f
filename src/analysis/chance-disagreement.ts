import type { WeightedStatistic } from "../stats/weights.ts";
import type { Battery } from "./rater-answers.ts";
import type { Table } from "./table.ts";

/**
 * Half the squared difference of two ratings drawn at random from all that the table's raters gave in
 * any form of the question, as a function of the units' weights: what run-to-run differences are held against.
 *
 * Drawn over items as well as raters: within one item a panel of like minds leaves chance no more room
 * than its runs do, and would make each of its members, however steady, look as if it answered at random.
 */
export function chanceDisagreement(table: Table, battery: Battery): WeightedStatistic {
  const origin = table.value[0] ?? 0;
  const count = new Float64Array(table.units.length);
  const sum = new Float64Array(table.units.length);
  const square = new Float64Array(table.units.length);
  table.value.forEach((value, row) => {
    if (!battery.isForm[table.framing[row]!]) return;
    const unit = table.unitOfItem[table.item[row]!]!;
    count[unit]! += 1;
    sum[unit]! += value - origin;
    square[unit]! += (value - origin) ** 2;
  });
  return (weights) => {
    let [n, total, squares] = [0, 0, 0];
    for (let unit = 0; unit < count.length; unit++) {
      n += weights[unit]! * count[unit]!;
      total += weights[unit]! * sum[unit]!;
      squares += weights[unit]! * square[unit]!;
    }
    return n < 2 ? null : Math.max(0, (squares - (total * total) / n) / (n - 1));
  };
}
