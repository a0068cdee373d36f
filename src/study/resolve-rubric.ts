import type { Item } from "../domain/item.ts";
import type { PersonaSet } from "../domain/persona.ts";
import type { Rubric, RubricDimension, Scale } from "../domain/rubric.ts";

/** The rubric that is used, and where it comes from, in words for people. */
export type ResolvedRubric = { readonly rubric: Rubric; readonly from: string };

const STEPS = [1, 0.5, 0.25, 0.2, 0.1] as const;

/** The coarsest grid that holds all ratings that people gave; without one every number is legal. */
function scaleOf(bounds: readonly [number, number], ratings: readonly number[]): Scale {
  const [min, max] = bounds;
  const onGrid = (step: number, value: number): boolean => {
    const steps = (value - min) / step;
    return Math.abs(steps - Math.round(steps)) < 1e-9;
  };
  const step = STEPS.find((candidate) => [max, ...ratings].every((value) => onGrid(candidate, value)));
  return step === undefined ? { min, max, level: "interval" } : { min, max, step, level: "ordinal" };
}

/** One dimension for each that people rated, in order of first appearance, on the scale that they used. */
function humanRubric(items: readonly Item[]): Rubric | null {
  const seen = new Map<
    string,
    { bounds: readonly [number, number]; ratings: number[]; isForecast: boolean }
  >();
  for (const item of items) {
    for (const [id, human] of Object.entries(item.human ?? {})) {
      const entry = seen.get(id) ?? { bounds: human.scale, ratings: [], isForecast: false };
      entry.ratings.push(...human.ratings.filter((rating) => rating !== null));
      entry.isForecast ||= human.outcome !== undefined;
      seen.set(id, entry);
    }
  }
  const dimensions = [...seen].map(([id, { bounds, ratings, isForecast }]): RubricDimension => {
    const scale: Scale = isForecast ? { min: 0, max: 1, level: "probability" } : scaleOf(bounds, ratings);
    return { id, definition: "", scale };
  });
  return dimensions.length > 0 ? { dimensions } : null;
}

/** The dimensions of the personas, each once, rated from 1 to 5. */
function personaRubric(sets: readonly PersonaSet[]): Rubric | null {
  const dimensions = new Map<string, RubricDimension>();
  for (const { id, name, definition } of sets.flatMap((set) =>
    set.personas.flatMap((persona) => persona.dimensions),
  )) {
    if (dimensions.has(id)) continue;
    dimensions.set(id, {
      id,
      definition: definition === "" ? name : `${name}: ${definition}`,
      scale: { min: 1, max: 5, step: 1, level: "ordinal" },
    });
  }
  return dimensions.size > 0 ? { dimensions: [...dimensions.values()] } : null;
}

/**
 * The rubric of a run: the given one, else the dimensions that people rated the items on, else the
 * personas' consolidated dimensions. Null where there is none of the three.
 */
export function resolveRubric(
  given: { readonly rubric: Rubric; readonly file: string } | null,
  items: readonly Item[],
  sets: readonly PersonaSet[],
): ResolvedRubric | null {
  if (given) return { rubric: given.rubric, from: given.file };
  const fromHumans = humanRubric(items);
  if (fromHumans) return { rubric: fromHumans, from: "the items' human ratings" };
  const [first] = sets;
  const fromPersonas = first ? personaRubric([first]) : null;
  return fromPersonas ? { rubric: fromPersonas, from: `the dimensions of persona set ${first?.id}` } : null;
}
