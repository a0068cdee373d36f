import { deriveSeed, rngFrom } from "../domain/random.ts";
import type { Rng } from "../stats/rng.ts";
import { ones } from "../stats/weights.ts";
import { type ArmWeights, armMeasures, type Measured } from "./arm-measures.ts";
import type { Context } from "./context.ts";
import { keepRatings } from "./keep-ratings.ts";
import type { Table } from "./table.ts";

/** A condition's measures on some items: as they are, and in each draw. */
export type Side = { readonly plain: Measured; readonly draws: readonly Measured[] };

/** The measures of a table on the items that another rated too. */
export type SideOf = (table: Table, units: readonly string[]) => Side;

/** Draws at most: each weighs all ratings anew. */
const MOST_DRAWS = 400;

/**
 * Resamples conditions: sets, then raters within their sets, then source groups of items. A draw's
 * groups depend on the items alone and its raters on the panel alone, so two conditions of the same
 * items are drawn in pairs, and so are two of the same panel; and a condition that stands in many
 * comparisons is resampled once.
 */
export function armSides(context: Context): SideOf {
  const known = new Map<Table, Map<string, Side>>();
  return (table, units) => {
    const ofTable = known.get(table) ?? new Map<string, Side>();
    known.set(table, ofTable);
    const key = JSON.stringify(units);
    const side = ofTable.get(key) ?? resample(table, units, context);
    ofTable.set(key, side);
    return side;
  };
}

function resample(whole: Table, units: readonly string[], { seed, bootstraps }: Context): Side {
  const shared = new Set(units);
  const table = keepRatings(whole, ({ item }) => shared.has(whole.units[whole.unitOfItem[item]!]!));
  const measured = armMeasures(table);
  const drawUnits = unitDrawer(table, units);
  const setsOfRaters = [...Map.groupBy(table.raters.keys(), (rater) => table.setOfRater[rater]!).values()];
  const ofItems = deriveSeed(seed, "compare items", table.dimension, ...units);
  const ofPanel = deriveSeed(seed, "compare panel", table.dimension, ...table.raters);
  const many = Math.min(bootstraps, MOST_DRAWS);
  return {
    plain: measured({
      units: ones(table.units.length),
      raters: ones(table.raters.length),
      sets: ones(table.sets.length),
    }),
    draws: Array.from({ length: many }, (_, draw) =>
      measured({
        units: drawUnits(rngFrom(deriveSeed(ofItems, draw))),
        ...drawPanel(table, setsOfRaters, rngFrom(deriveSeed(ofPanel, draw))),
      }),
    ),
  };
}

/** Whole source groups drawn with replacement, as the weights of their items. */
function unitDrawer(table: Table, units: readonly string[]): (rng: Rng) => Float64Array {
  const groupOfUnit = new Map(
    table.items.map((_, item) => [
      table.units[table.unitOfItem[item]!]!,
      table.groups[table.groupOfItem[item]!]!,
    ]),
  );
  const groups = [...new Set(units.map((unit) => groupOfUnit.get(unit)!))];
  const codeOfGroup = new Map(groups.map((group, code) => [group, code]));
  const codes = Int32Array.from(table.units, (unit) => codeOfGroup.get(groupOfUnit.get(unit) ?? "") ?? -1);
  return (rng) => {
    const ofGroup = multiplicities(groups.length, rng);
    return Float64Array.from(codes, (code) => ofGroup[code] ?? 0);
  };
}

/** Sets drawn from the sets, where there are several, and raters from their set's raters. */
function drawPanel(
  table: Table,
  setsOfRaters: readonly (readonly number[])[],
  rng: Rng,
): Pick<ArmWeights, "raters" | "sets"> {
  const sets = table.sets.length > 1 ? multiplicities(table.sets.length, rng) : ones(table.sets.length);
  const raters = new Float64Array(table.raters.length);
  for (const members of setsOfRaters) {
    const drawn = multiplicities(members.length, rng);
    members.forEach((rater, at) => {
      raters[rater] = drawn[at]!;
    });
  }
  return { raters, sets };
}

function multiplicities(size: number, rng: Rng): Float64Array {
  const drawn = new Float64Array(size);
  for (let draw = 0; draw < size; draw++) drawn[Math.floor(rng() * size)]! += 1;
  return drawn;
}
